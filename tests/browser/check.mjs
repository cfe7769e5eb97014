// Check a report in headless Chromium: node check.mjs REPORT/index.html
//
// No violation of WCAG 2.2 AA by axe-core in light, dark and phone-wide views with everything
// unfolded; no request leaves the page; no script but its own; readable with scripts off; no
// sideways scrolling on a phone. The codebook and the first article page beside the report are
// checked as well. Prints a JSON line a page; exit status 1 where a check fails.
// CHROMIUM names the browser (default /usr/bin/chromium).
import { createRequire } from "node:module";
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

const report = process.argv[2];
const beside = join(dirname(report), "articles");
const first = existsSync(beside) ? readdirSync(beside).sort().slice(0, 1) : [];
const files = [report, join(dirname(report), "codebook.html"), ...first.map((name) => join(beside, name))];
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking"],
});
const failures = [];

async function open(file, options) {
  const context = await browser.newContext({ bypassCSP: true, ...options });
  const page = await context.newPage();
  page.on("request", (request) => {
    if (!request.url().startsWith("file:") && !request.url().startsWith("data:")) failures.push(`request: ${request.url()}`);
  });
  page.on("dialog", (dialog) => { failures.push(`dialog: ${dialog.message()}`); dialog.dismiss(); });
  page.on("pageerror", (error) => failures.push(`error: ${error.message}`));
  await page.goto(pathToFileURL(file).href);
  return page;
}

async function check(file) {
  const found = { file, megabytes: +(statSync(file).size / 1e6).toFixed(2), violations: {} };
  for (const [name, options] of Object.entries({
    light: { viewport: { width: 1200, height: 900 } },
    dark: { viewport: { width: 1200, height: 900 }, colorScheme: "dark" },
    phone: { viewport: { width: 390, height: 844 } },
  })) {
    const page = await open(file, options);
    if (name === "light") {
      found.first_paint_ms = await page.evaluate(
        () => Math.round(performance.getEntriesByName("first-contentful-paint")[0]?.startTime ?? -1));
    }
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    if (wide > 0) failures.push(`${name}: scrolls sideways by ${wide} px`);
    await page.evaluate(() => document.querySelectorAll("details").forEach((d) => { d.open = true; }));
    await page.evaluate(() => document.querySelector("[popover]")?.showPopover());
    await page.evaluate(axe);
    const result = await page.evaluate((runOnly) => axe.run(document, { runOnly, resultTypes: ["violations"] }), tags);
    found.violations[name] = result.violations.length;
    for (const v of result.violations) failures.push(`${name}: ${v.id}: ${v.help} (${v.nodes.length}): ${v.nodes[0].html.slice(0, 160)} ${(v.nodes[0].any[0]?.message ?? "").slice(0, 160)}`);
    const unfolded = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    if (unfolded > 0) failures.push(`${name}, unfolded: scrolls sideways by ${unfolded} px`);
    await page.context().close();
  }

  const still = await open(file, { javaScriptEnabled: false, viewport: { width: 1200, height: 900 } });
  const words = (await still.locator("main").innerText()).split(/\s+/).length;
  found.words_without_scripts = words;
  if (words < (file === report ? 200 : 60)) failures.push(`scripts off: only ${words} words to read`);
  const button = still.locator("button.n").first();
  if (await button.count()) {
    await still.locator("details").evaluateAll?.(() => {}).catch(() => {});
    const id = await button.getAttribute("popovertarget");
    found.first_passages = (await still.locator(`#${id}`).textContent()).length;
  }
  await still.context().close();
  return found;
}

for (const file of files) {
  const before = failures.length;
  console.log(JSON.stringify(await check(file)));
  for (const failure of failures.slice(before)) console.error(`${file}: ${failure}`);
}
await browser.close();
process.exit(failures.length ? 1 : 0);
