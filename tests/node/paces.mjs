/* Works out paces of race results, a line of JSON each from stdin: { tables, result, age, miles, grades, sex, text }. */
import { readFileSync } from "node:fs";
import { equalRaces, gradeOf, paceRows, readTime, refuse, timeText, vdot } from "../../docs/assets/js/paces.js";

for (const line of readFileSync(0, "utf-8").split("\n").filter(Boolean)) {
  const { tables, result, age, miles, grades, sex, text } = JSON.parse(line);
  const why = refuse(tables, result);
  const answer = {
    vdot: vdot(result.metres, result.seconds),
    why,
    rows: why ? [] : paceRows(tables, result, age, miles).map(Object.values),
    equal: why ? [] : equalRaces(tables, result).map((one) => timeText(one.seconds)),
    grade: grades && age !== null ? gradeOf(grades, result, age, sex) : null,
    read: readTime(text),
  };
  process.stdout.write(`${JSON.stringify(answer)}\n`);
}
