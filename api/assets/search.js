// Full-text search of the documentation. The index is fetched when somebody first searches.
'use strict';

const MOST = 30;
const AROUND = 60;
const field = document.getElementById('search');
const list = document.getElementById('found');
let loading;

const entries = () => {
  loading ??= fetch('/docs/search.json').then(async (answer) => {
    if (!answer.ok) throw new Error(`the index: ${answer.status}`);
    const all = await answer.json();
    return all.map((entry) => ({
      ...entry,
      heading: `${entry.kind} ${entry.title}`.toLowerCase(),
      words: entry.text.toLowerCase(),
    }));
  });
  return loading;
};

// How well an entry fits: each word must occur in it, and counts most in the title.
const fit = (entry, words) => {
  let sum = 0;
  for (const word of words) {
    const inTitle = entry.heading.includes(word);
    if (!inTitle && !entry.words.includes(word)) return 0;
    sum += inTitle ? 10 : 1;
  }
  return sum;
};

const excerpt = (entry, words) => {
  const at = words.map((word) => entry.words.indexOf(word)).find((place) => place >= 0) ?? 0;
  const from = Math.max(0, at - AROUND);
  const part = entry.text.slice(from, at + 2 * AROUND).replace(/\s+/g, ' ');
  return `${from > 0 ? '…' : ''}${part}…`;
};

const line = (entry, words) => {
  const item = document.createElement('li');
  const link = document.createElement('a');
  const text = document.createElement('small');
  link.href = entry.at;
  link.textContent = `${entry.kind} · ${entry.title}`;
  text.textContent = excerpt(entry, words);
  item.append(link, text);
  return item;
};

const say = (text) => {
  const item = document.createElement('li');
  item.textContent = text;
  list.replaceChildren(item);
};

const show = async () => {
  const asked = field.value;
  const words = asked.toLowerCase().split(/\s+/).filter(Boolean);
  list.hidden = words.length === 0;
  if (list.hidden) return;
  try {
    const all = await entries();
    if (asked !== field.value) return;
    const found = all
      .map((entry) => ({ entry, fit: fit(entry, words) }))
      .filter((one) => one.fit > 0)
      .sort((a, b) => b.fit - a.fit)
      .slice(0, MOST);
    if (found.length === 0) say('Nothing found.');
    else list.replaceChildren(...found.map((one) => line(one.entry, words)));
  } catch {
    loading = undefined;
    say('The search cannot be reached just now.');
  }
};

field.addEventListener('input', show);
field.addEventListener('keydown', (event) => {
  if (event.key === 'Enter') list.querySelector('a')?.click();
});
list.addEventListener('click', () => {
  list.hidden = true;
});
document.addEventListener('keydown', (event) => {
  if (event.key === '/' && document.activeElement === document.body) {
    event.preventDefault();
    field.focus();
  } else if (event.key === 'Escape') {
    list.hidden = true;
  }
});
