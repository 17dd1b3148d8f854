// Tries the demo's pages in headless Chromium: a student learns and the teacher's dashboard changes;
// a parent prints a record; an operator sees the status; the documentation is found, fits a phone, and asks nothing of any other origin.
//
// ORIGIN is where the demo is, CHROMIUM where the browser is.

import { strict as assert } from "node:assert";
import axe from "axe-core";
import { chromium } from "playwright-core";

const origin = process.env.ORIGIN;
const executablePath = process.env.CHROMIUM;
assert(origin && executablePath, "ORIGIN and CHROMIUM are set");

/** Pixels of a small phone. */
const PHONE = { width: 360, height: 640 };
/** Bytes that the whole documentation may take, compressed. */
const MOST = 700 * 1024;
/** Bits in a second of a slow line, milliseconds until it answers, and within which a page is there. */
const SLOW = { bits: 400_000, latency: 400, most: 4000 };

const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });

/** A visitor with a browser of their own, of whom everything that goes wrong is noted. */
async function visitor(viewport = { width: 1280, height: 900 }) {
  const context = await browser.newContext({ viewport });
  const page = await context.newPage();
  const wrong = [];
  const asked = [];
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) wrong.push(message.text());
  });
  page.on("pageerror", (error) => wrong.push(String(error)));
  page.on("request", (request) => asked.push(request.url()));
  return { context, page, wrong, asked };
}

/** Nothing went wrong, and nothing was asked of anybody else. */
function atPeace(who, visit) {
  assert.deepEqual(visit.wrong, [], `${who}: ${visit.wrong}`);
  const elsewhere = visit.asked.filter((address) => !address.startsWith(`${origin}/`));
  assert.deepEqual(elsewhere, [], `${who} asked elsewhere`);
}

/** The logins that the first page shows, by their names. */
async function logins(page) {
  await page.goto(origin);
  const shown = await page.$$eval(".card dt", (terms) =>
    terms.map((term) => [term.textContent.trim(), term.nextElementSibling.textContent.trim()]),
  );
  return Object.fromEntries(shown);
}

async function aStudentLearnsAndTheTeacherSeesIt() {
  const teacher = await visitor();
  const login = await logins(teacher.page);
  await teacher.page.click("text=The teacher’s page");
  await teacher.page.fill("[name=organization]", login["Organization"]);
  await teacher.page.fill("[name=email]", login["E-mail"]);
  await teacher.page.fill("[name=password]", login["Password"]);
  await teacher.page.click("text=Sign in");
  await teacher.page.waitForSelector("#students tr");
  assert.equal(await teacher.page.textContent("#code"), login["Class code"]);

  const student = await visitor(PHONE);
  await student.page.goto(`${origin}/examples/player.html`);
  await student.page.fill("[name=class_code]", login["Class code"]);
  await student.page.fill("[name=username]", login["Username"]);
  await student.page.fill("[name=passphrase]", login["Passphrase"]);
  await student.page.click("text=Sign in");
  await student.page.waitForSelector("#lesson li");
  const name = (await student.page.textContent("#name")).trim();
  const theirs = teacher.page.locator("#students tr", { hasText: name }).first();
  const tries = async () => Number(await theirs.locator("td").nth(1).textContent());
  const before = await tries();

  await student.page.locator("#lesson li button").first().click();
  const exercise = student.page.locator("section[data-kind=code_exercise]").first();
  const question = student.page
    .locator("section[data-kind=question], section[data-kind=check_for_understanding]")
    .first();
  const done = async (section) => {
    await section.locator(".told").filter({ hasText: /./ }).waitFor();
    return section.locator(".told").textContent();
  };
  await exercise.getByRole("button", { name: "It works" }).click();
  assert.match(await done(exercise), /Done!/);
  await until("the dashboard counts the attempt", async () => (await tries()) === before + 1);

  // Offline, what is done is kept; back online, it is reported by itself.
  await student.context.setOffline(true);
  await question.locator("input").first().check();
  await question.getByRole("button", { name: "Check" }).click();
  assert.match(await done(question), /Kept/);
  await student.context.setOffline(false);
  await until("what was done offline arrives", async () => (await tries()) === before + 2);

  // Being offline is what the browser complains of here, and nothing else is.
  student.wrong = student.wrong.filter((text) => !text.includes("ERR_INTERNET_DISCONNECTED"));
  assert.equal(await teacher.page.textContent("#complaint"), "");
  await student.page.click("text=Sign out");
  await student.page.waitForSelector("#sign-in:visible");
  atPeace("the student", student);
  atPeace("the teacher", teacher);
  await teacher.context.close();
  await student.context.close();
}

async function theDocumentationFitsAPhoneAndASlowLine() {
  const reader = await visitor(PHONE);
  const { page } = reader;
  const line = await reader.context.newCDPSession(page);
  await line.send("Network.enable");
  const answered = [];
  page.on("requestfinished", (request) => answered.push(request.sizes()));
  const bytes = SLOW.bits / 8;
  await line.send("Network.emulateNetworkConditions", {
    offline: false,
    latency: SLOW.latency,
    downloadThroughput: bytes,
    uploadThroughput: bytes,
  });
  const began = Date.now();
  await page.goto(`${origin}/docs/`);
  const took = Date.now() - began;
  assert(took <= SLOW.most, `the first page took ${took} ms on a slow line`);
  await line.send("Network.emulateNetworkConditions", {
    offline: false,
    latency: 0,
    downloadThroughput: -1,
    uploadThroughput: -1,
  });

  const links = await page.$$eval("a[href^='/docs']", (all) => all.map((link) => link.href.split("#")[0]));
  await page.goto(`${origin}/docs/guides`);
  links.push(...(await page.$$eval("main a", (all) => all.map((link) => link.href))));
  for (const link of new Set(links)) {
    await page.goto(link);
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    assert(width <= PHONE.width, `${link} is ${width} pixels wide`);
  }

  // What is found by any of its words, leads to the operation with its facts for auditors.
  await page.goto(`${origin}/docs/`);
  await page.fill("#search", "record learning events 8 MiB");
  await page.click("#found a");
  await page.waitForURL("**/docs/progress#record_progress");
  const facts = await page.textContent("#record_progress .facts");
  for (const fact of ["x-permission", "x-roles", "x-data-categories", "x-audit-event"]) {
    assert(facts.includes(fact), `the operation does not show ${fact}`);
  }
  // Bodies as they were sent: what the documentation takes, whatever headers a proxy adds.
  const sizes = await Promise.all(answered);
  const received = sizes.reduce((sum, { responseBodySize }) => sum + responseBodySize, 0);
  assert(received <= MOST, `the documentation is ${received} bytes`);
  atPeace("the reader", reader);
  await reader.context.close();
  return { took, received };
}

/** What is asked of the API as a person who signs in with an address. */
async function signedIn(login, email) {
  const ask = async (path, body, token) => {
    const headers = { "Content-Type": "application/json", ...(token && { Authorization: `Bearer ${token}` }) };
    const method = body ? "POST" : "GET";
    const answer = await fetch(`${origin}${path}`, { method, headers, body: body && JSON.stringify(body) });
    assert(answer.ok, `${path}: ${answer.status}`);
    return answer.json();
  };
  const secrets = { organization: login["Organization"], email, password: login["Password"] };
  const { access_token } = await ask("/v1/auth/sign-in", secrets);
  return (path, body) => ask(path, body, access_token);
}

/** The page is as wide as a phone, and accessible: no rule of axe is broken. */
async function isForEverybody(page, what) {
  const width = await page.evaluate(() => document.documentElement.scrollWidth);
  assert(width <= PHONE.width, `${what} is ${width} pixels wide`);
  await page.evaluate(axe.source);
  const { violations } = await page.evaluate(() => globalThis.axe.run());
  const broken = violations.map((rule) => `${rule.id}: ${rule.nodes.map((node) => node.html)}`);
  assert.deepEqual(broken, [], `${what} is not accessible`);
}

/** A parent prints what is kept about a child, in both languages and without script, from a link that shows it once. */
async function aParentPrintsTheRecord() {
  const parent = await visitor(PHONE);
  const { page } = parent;
  const login = await logins(page);
  const email = await page.textContent("dt:has-text('Guardian') + dd");
  const ask = await signedIn(login, email.trim());
  const { data } = await ask("/v1/me/guardianships");
  const links = `/v1/students/${data[0].student_id}/record-links`;
  for (const [language, heading] of [["en", "Who looked at the record"], ["es", "Quién miró el expediente"]]) {
    const { url } = await ask(links, { language });
    await page.goto(url);
    assert.equal(await page.getAttribute("html", "lang"), language);
    assert((await page.textContent("main")).includes(heading));
    await isForEverybody(page, `the record in ${language}`);
    assert((await page.pdf()).length > 10_000, "it prints");
    await page.reload();
    assert((await page.textContent("main")).includes("shows nothing any more"), "it shows it once");
    await isForEverybody(page, "a link that is over");
  }
  atPeace("the parent", parent);
  await parent.context.close();
}

/** The pages that need no link of a mail are accessible. */
async function thePagesAreAccessible() {
  const reader = await visitor(PHONE);
  const token = `hpc_${"A".repeat(64)}`;
  for (const path of ["/", "/privacy", `/consent/${token}`, `/consent/${token}/not-me`, "/status", "/docs/"]) {
    await reader.page.goto(`${origin}${path}`);
    await isForEverybody(reader.page, path);
  }
  atPeace("the reader of the pages", reader);
  await reader.context.close();
}

/** An operator signs in on the page of the status, sees how the demo does, and leaves nothing there. */
async function anOperatorSeesTheStatus() {
  const operator = await visitor(PHONE);
  const { page } = operator;
  const login = await logins(page);
  const email = await page.textContent("dt:has-text('Operator') + dd");
  await page.click("text=Status");
  await page.waitForURL("**/status");
  await page.fill("[name=email]", email.trim());
  await page.fill("[name=password]", "not the password");
  await page.click("text=Sign in");
  await page.waitForSelector("#complaint:not(:empty)");
  assert.equal(await page.locator("#facts").isVisible(), false);
  // The browser itself writes a line about a 401.
  operator.wrong = operator.wrong.filter((text) => !text.includes("401"));

  await page.fill("[name=password]", login["Password"]);
  await page.click("text=Sign in");
  await page.waitForSelector("#facts:visible h2");
  const shown = await page.textContent("#facts");
  for (const fact of ["sqlite", "ready", "send_message", "signing_keys", "master key id"]) {
    assert(shown.includes(fact), `the status does not show ${fact}`);
  }
  const width = await page.evaluate(() => document.documentElement.scrollWidth);
  assert(width <= PHONE.width, `the status is ${width} pixels wide`);
  await page.click("text=Sign out");
  await page.waitForSelector("#sign-in:visible");
  assert.equal(await page.textContent("#facts"), "");
  assert.equal(await page.inputValue("[name=password]"), "");
  atPeace("the operator", operator);
  await operator.context.close();
}

async function until(what, holds) {
  for (let turn = 0; turn < 100; turn += 1) {
    if (await holds()) return;
    await new Promise((resolve) => setTimeout(resolve, 150));
  }
  assert.fail(`in vain: ${what}`);
}

try {
  await aStudentLearnsAndTheTeacherSeesIt();
  await aParentPrintsTheRecord();
  await thePagesAreAccessible();
  await anOperatorSeesTheStatus();
  const { took, received } = await theDocumentationFitsAPhoneAndASlowLine();
  console.log(`a student learned, and the teacher saw it`);
  console.log(`a parent printed the record, and the pages are accessible`);
  console.log(`an operator saw the status`);
  console.log(`the documentation: ${Math.ceil(received / 1024)} KiB in all, the first page in ${took} ms on a slow line`);
} finally {
  await browser.close();
}
