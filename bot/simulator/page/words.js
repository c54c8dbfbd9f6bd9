// The page's own words in both its languages, and which of them is spoken now.

import { EN } from './words_en.js';
import { JA } from './words_ja.js';

const WORDS = { ja: JA, en: EN };
const STORED_AS = 'two-phones.language';

let current = remembered() ?? (navigator.language.toLowerCase().startsWith('ja') ? 'ja' : 'en');

export function language() {
  return current;
}

export function setLanguage(code) {
  current = code;
  try {
    localStorage.setItem(STORED_AS, code);
  } catch {
    // Storage may be forbidden; then the choice lasts as long as the page.
  }
}

function remembered() {
  try {
    const code = localStorage.getItem(STORED_AS);
    return code in WORDS ? code : null;
  } catch {
    return null;
  }
}

export function say(key, values = {}) {
  const sentence = WORDS[current][key];
  return sentence.replace(/\{(\w+)\}/g, (_, name) => String(values[name] ?? ''));
}

export function clockTime(seconds) {
  return shown(seconds, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
}

export function day(seconds) {
  return shown(seconds, { month: 'long', day: 'numeric', weekday: 'short' });
}

export function shortDay(seconds) {
  return shown(seconds, { month: 'numeric', day: 'numeric' });
}

const formats = new Map();

function shown(seconds, options) {
  const key = current + JSON.stringify(options);
  if (!formats.has(key)) formats.set(key, new Intl.DateTimeFormat(current, options));
  return formats.get(key).format(new Date(seconds * 1000));
}

// The languages a newcomer can be given, each in its own name.
export const LANGUAGES = [
  ['ja', '日本語'], ['en', 'English'], ['zh', '中文'], ['ko', '한국어'], ['vi', 'Tiếng Việt'],
  ['ne', 'नेपाली'], ['pt', 'Português'], ['es', 'Español'], ['tl', 'Tagalog'], ['my', 'မြန်မာ'],
];
