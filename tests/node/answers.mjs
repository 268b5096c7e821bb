/* Answers to what tests/stamping.py asks of the modules in docs/assets/js, in Node and in a browser alike. Each question is one of
   { plan, value }                  keep a compiled plan under a name
   { plan, of, other }              keep a plan that has another race day, merged here
   { stamp }                        the bytes of a calendar; its parts name their plans
   { call, arguments }              what a function of the modules gives, or its message if it refuses */

export function answerer(functions) {
  const plans = new Map();
  return (question) => {
    if ("stamp" in question) {
      const parts = question.stamp.parts.map(({ plan, anchor }) => ({ plan: plans.get(plan), anchor }));
      return functions.stamp({ ...question.stamp, parts });
    }
    if ("call" in question) return called(functions[question.call], question.arguments);
    plans.set(question.plan, "other" in question ? functions.merge(plans.get(question.of), question.other) : question.value);
    return null;
  };
}

function called(asked, values) {
  try {
    return { gives: asked(...values) };
  } catch (error) {
    return { refuses: error.message };
  }
}
