"""Every rule, in the order in which they are reported."""

from __future__ import annotations

from toolkit.rules import beginnings, ladders, progress, shares, spacing, spikes, weeks
from toolkit.rules.rule import Rule

RULES: tuple[Rule, ...] = (
    spacing.hours_between_hard,
    spacing.hard_units,
    spacing.zero_impact_days,
    spacing.strength_before_hard,
    spacing.hamstring_before_fast,
    spacing.calf_before_fast,
    spacing.last_hard_before_race,
    spacing.exposure_before_all_out,
    spacing.hard_after_race,
    spacing.trial_gap,
    ladders.no_skipped_rung,
    progress.weekly_ramp,
    progress.weekly_ramp_most,
    spikes.single_run_spike,
    spikes.fast_volume_spike,
    progress.fast_week_step,
    spikes.track_step,
    ladders.same_main_set,
    progress.new_kind_minutes,
    progress.tissue_load,
    beginnings.weeks_before_strides,
    beginnings.weeks_before_hard,
    beginnings.weeks_before_repetitions,
    weeks.reset_weeks,
    weeks.reset_cut,
    weeks.taper_days,
    weeks.taper_cut,
    weeks.strength_twice,
    weeks.free_day,
    shares.warm_up_before_fast,
    shares.static_stretch,
    shares.plyometric_contacts,
    shares.fast_share,
    shares.threshold_share,
    shares.vo2max_share,
    shares.repetition_share,
    shares.long_run_share,
)
