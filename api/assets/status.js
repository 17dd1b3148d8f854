// The status of an instance, for an operator who signs in here. Tokens are kept in memory only.
'use strict';

const EVERY = 15_000;
const form = document.getElementById('sign-in');
const shown = document.getElementById('status');
const facts = document.getElementById('facts');
const complaint = document.getElementById('complaint');
let token;
let timer;

const ask = async (path, request = {}) => {
  const headers = { 'Content-Type': 'application/json' };
  if (token) headers.Authorization = `Bearer ${token}`;
  const answer = await fetch(path, { ...request, headers, cache: 'no-store' });
  if (answer.status === 204) return undefined;
  const body = await answer.json();
  if (answer.ok) return body;
  throw Object.assign(new Error(body.detail ?? body.title), { status: answer.status });
};

const element = (name, ...content) => {
  const made = document.createElement(name);
  made.append(...content);
  return made;
};

// A value as a reader wants it: an instant in their own time, a word for nothing.
const said = (value) => {
  if (value === null || value === undefined) return '–';
  const text = String(value);
  return /^\d{4}-\d\d-\d\dT/.test(text) ? new Date(text).toLocaleString() : text;
};

const words = (name) => name.replaceAll('_', ' ');

const list = (members) => {
  const made = element('dl');
  made.className = 'facts';
  for (const [name, value] of Object.entries(members)) {
    made.append(element('dt', words(name)), element('dd', said(value)));
  }
  return made;
};

const table = (rows) => {
  if (rows.length === 0) return element('p', 'None.');
  const names = Object.keys(rows[0]);
  const head = element('tr', ...names.map((name) => element('th', words(name))));
  const lines = rows.map((row) =>
    element('tr', ...names.map((name) => element('td', said(row[name])))),
  );
  const scroll = element('div', element('table', element('thead', head), element('tbody', ...lines)));
  scroll.className = 'scroll';
  return scroll;
};

const show = (found) => {
  const { at, started_at, release, ...parts } = found;
  document.getElementById('at').textContent = said(at);
  facts.replaceChildren(list({ ...release, started_at }));
  for (const [name, part] of Object.entries(parts)) {
    const heading = words(name);
    facts.append(
      element('h2', heading.charAt(0).toUpperCase() + heading.slice(1)),
      Array.isArray(part) ? table(part) : list(part),
    );
  }
};

const leave = (why) => {
  clearTimeout(timer);
  token = undefined;
  form.hidden = false;
  shown.hidden = true;
  facts.replaceChildren();
  complaint.textContent = why;
};

const look = async () => {
  try {
    show(await ask('/v1/status'));
    complaint.textContent = '';
    form.hidden = true;
    shown.hidden = false;
  } catch (failure) {
    if (failure.status === 401 || failure.status === 403) {
      leave(failure.message);
      return;
    }
    complaint.textContent = failure.message;
  }
  timer = setTimeout(look, EVERY);
};

form.addEventListener('submit', async (event) => {
  event.preventDefault();
  complaint.textContent = '';
  const typed = Object.fromEntries(new FormData(form));
  try {
    const tokens = await ask('/v1/auth/sign-in', { method: 'POST', body: JSON.stringify(typed) });
    token = tokens.access_token;
  } catch (failure) {
    complaint.textContent = failure.message;
    return;
  }
  form.elements.password.value = '';
  await look();
});

document.getElementById('sign-out').addEventListener('click', async () => {
  try {
    await ask('/v1/auth/sign-out', { method: 'POST' });
  } finally {
    leave('');
  }
});
