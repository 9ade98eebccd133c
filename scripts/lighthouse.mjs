// Measures pages with Lighthouse: node lighthouse.mjs ADDRESS...
// TOOLS is the folder that it is installed in, CHROME_PATH the browser, COOKIE a session for pages of
// the console. Ends with 1 if a mark is below 95. A busy machine makes a page seem slow: of three
// measurements the best one counts.
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

const measured = async (chrome, page) => {
  const options = {
    port: chrome.port,
    output: "json",
    logLevel: "error",
    onlyCategories: ["performance", "accessibility", "best-practices", "seo"],
    extraHeaders: page.includes("/console/") ? { Cookie: process.env.COOKIE } : {},
  };
  const { lhr } = await lighthouse(page, options, { extends: "lighthouse:default", settings: desktop });
  const marks = Object.values(lhr.categories).map((one) => [one.title, Math.round(one.score * 100)]);
  return { lhr, marks, least: Math.min(...marks.map(([, mark]) => mark)) };
};

let worst = 100;
for (const page of process.argv.slice(2)) {
  let best;
  for (let i = 0; i < TRIES && !(best?.least >= LEAST); i++) {
    const chrome = await launch({ chromeFlags: ["--headless=new", "--no-sandbox", "--disable-gpu"] });
    try {
      const now = await measured(chrome, page);
      if (!best || now.least > best.least) best = now;
    } finally {
      await chrome.kill();
    }
  }
  const { pathname } = new URL(page);
  console.log(pathname, best.marks.map(([title, mark]) => `${title} ${mark}`).join(", "));
  if (best.lhr.finalDisplayedUrl !== page) {
    console.log(`  is not the page that was asked for, but ${best.lhr.finalDisplayedUrl}`);
    worst = 0;
  }
  for (const one of Object.values(best.lhr.audits))
    if (one.score !== null && one.score < 0.9 && one.scoreDisplayMode !== "informative")
      console.log("  ", one.id, one.displayValue ?? "", one.title);
  worst = Math.min(worst, best.least);
}
process.exit(worst < LEAST ? 1 : 0);
