// Measures pages with Lighthouse: node lighthouse.mjs ADDRESS...
// TOOLS is the folder that it is installed in, CHROME_PATH the browser, COOKIE a session for pages of
// the console, LOOKS a list of languages and themes such as "en-light zh-dark". Ends with 1 if a mark
// is below 95. A busy machine makes a page seem slow: of three measurements the best one counts.
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";

const LEAST = 95;
const TRIES = 3;

const require = createRequire(`${process.env.TOOLS}/package.json`);
const load = (name) => import(pathToFileURL(require.resolve(name)).href);
const { default: lighthouse } = await load("lighthouse");
const { launch } = await load("chrome-launcher");

const desktop = {
  formFactor: "desktop",
  screenEmulation: { mobile: false, width: 1350, height: 940, deviceScaleFactor: 1, disabled: false },
  throttlingMethod: "simulate",
  throttling: { rttMs: 40, throughputKbps: 10240, cpuSlowdownMultiplier: 1, requestLatencyMs: 0, downloadThroughputKbps: 0, uploadThroughputKbps: 0 },
};

const measured = async (chrome, page, look) => {
  const [language, theme] = look.split("-");
  const cookies = [`afterglow_language=${language}`, `afterglow_theme=${theme}`];
  if (page.includes("/console/")) cookies.push(process.env.COOKIE);
  const options = {
    port: chrome.port,
    output: "json",
    logLevel: "error",
    onlyCategories: ["performance", "accessibility", "best-practices", "seo"],
    extraHeaders: { Cookie: cookies.join("; ") },
  };
  const { lhr } = await lighthouse(page, options, { extends: "lighthouse:default", settings: desktop });
  const marks = Object.values(lhr.categories).map((one) => [one.title, Math.round(one.score * 100)]);
  return { lhr, marks, least: Math.min(...marks.map(([, mark]) => mark)) };
};

const best = async (chrome, page, look) => {
  let best;
  for (let i = 0; i < TRIES && !(best?.least >= LEAST); i++) {
    const now = await measured(chrome, page, look);
    if (!best || now.least > best.least) best = now;
  }
  return best;
};

let worst = 100;
const chrome = await launch({ chromeFlags: ["--headless=new", "--no-sandbox", "--disable-gpu"] });
try {
  for (const page of process.argv.slice(2)) {
    for (const look of (process.env.LOOKS ?? "en-light zh-dark").split(" ")) {
      const { lhr, marks, least } = await best(chrome, page, look);
      console.log(new URL(page).pathname, look, marks.map(([title, mark]) => `${title} ${mark}`).join(", "));
      if (lhr.finalDisplayedUrl !== page) {
        console.log(`  is not the page that was asked for, but ${lhr.finalDisplayedUrl}`);
        worst = 0;
      }
      for (const one of Object.values(lhr.audits))
        if (one.score !== null && one.score < 0.9 && one.scoreDisplayMode !== "informative")
          console.log("  ", one.id, one.displayValue ?? "", one.title);
      worst = Math.min(worst, least);
    }
  }
} finally {
  await chrome.kill();
}
process.exit(worst < LEAST ? 1 : 0);
