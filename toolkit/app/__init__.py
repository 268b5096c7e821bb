"""The edges: the command line, the build, publishing, and the plugin of the generator. Only here is anything written or printed."""
