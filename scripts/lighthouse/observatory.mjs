// Grades a server on loopback as Mozilla's HTTP Observatory grades sites, and
// prints the grade as JSON. Arguments: the port of HTTP, that of HTTPS, a path.
// The package asks only port 443 by itself, so its steps are taken one by one.
import { existsSync, writeFileSync } from "node:fs";

// The package reads a list of preloaded hosts, which it fetches when it is
// installed as a service. No host on loopback is on it.
const preloaded = new URL("node_modules/@mdn/mdn-http-observatory/conf/hsts-preload.json", import.meta.url);
if (!existsSync(preloaded)) writeFileSync(preloaded, "{}");

const folder = "./node_modules/@mdn/mdn-http-observatory/src/";
const { retrieve } = await import(folder + "retriever/retriever.js");
const { ALL_TESTS } = await import(folder + "constants.js");
const { getGradeForScore, getScoreModifier } = await import(folder + "grader/grader.js");
const { MINIMUM_SCORE_FOR_EXTRA_CREDIT } = await import(folder + "grader/charts.js");

const [httpPort, httpsPort, path] = process.argv.slice(2);
const answers = await retrieve("127.0.0.1", { httpPort, httpsPort, path });
if (!answers.responses.auto) throw new Error("the server does not answer");

let full = 100; // with extra credit, which counts from 90 on
let plain = 100;
const tests = {};
for (const test of ALL_TESTS) {
  const found = test(answers);
  const score = getScoreModifier(found.result);
  full += score;
  plain += Math.min(score, 0);
  tests[found.constructor.name] = { pass: found.pass, result: found.result, score };
}
const { grade, score } = getGradeForScore(plain >= MINIMUM_SCORE_FOR_EXTRA_CREDIT ? full : plain);
console.log(JSON.stringify({ grade, score, tests }));
process.exit(0);
