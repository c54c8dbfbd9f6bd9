// Pictures drawn in place of media: the simulator stores no real files worth showing.

import { avatar, el, svg } from './dom.js';
import { icon } from './icons.js';
import { KINDS } from './text.js';
import { say } from './words.js';

export function mediaOf(message) {
  const kind = KINDS.find((name) => message[name]);
  return kind ? DRAWN[kind](message[kind], kind) : null;
}

// A sticker and a die stand without a bubble.
export function isBare(message) {
  return Boolean(message.sticker || message.dice || message.video_note);
}

const DRAWN = {
  photo: (_, kind) => scene(kind, null),
  animation: (_, kind) => scene(kind, el('span', { class: 'scene-mark scene-word' }, 'GIF')),
  video: (video, kind) => scene(kind, playMark(), lasting(video.duration)),
  video_note: (note, kind) => scene(kind, playMark(), lasting(note.duration)),
  story: (_, kind) => scene(kind, el('span', { class: 'scene-mark scene-word' }, say('story'))),
  voice: (voice) => row('voice', waveform(), lasting(voice.duration), say('voice')),
  audio: (audio) => row('audio', audio.title ?? say('audio'), audio.performer ?? lasting(audio.duration)),
  document: (file) => row('document', file.file_name ?? say('document'), sized(file.file_size)),
  contact: (contact) => el('div', { class: 'media-row' },
    avatar(contact.first_name, contact.phone_number?.length ?? 1),
    el('span', { class: 'media-words' },
      el('span', { class: 'media-title' }, [contact.first_name, contact.last_name].filter(Boolean).join(' ')),
      el('span', { class: 'media-note' }, contact.phone_number ?? say('contact')))),
  location: (place) => map(`${round(place.latitude)}, ${round(place.longitude)}`, say('location')),
  venue: (venue) => map(venue.title, venue.address),
  sticker: (sticker) => el('div', { class: 'sticker', role: 'img', 'aria-label': `${say('sticker')} ${sticker.emoji ?? ''}` },
    el('span', { 'aria-hidden': 'true' }, sticker.emoji ?? '🙂')),
  dice: (dice) => el('div', { class: 'sticker', role: 'img', 'aria-label': `${say('dice')} ${dice.value ?? ''}` },
    el('span', { 'aria-hidden': 'true' }, dice.emoji ?? '🎲'),
    el('span', { class: 'dice-value', 'aria-hidden': 'true' }, String(dice.value ?? ''))),
  poll: (poll) => el('div', { class: 'poll' },
    el('strong', {}, poll.question),
    el('ul', {}, ...(poll.options ?? []).map((option) => el('li', {},
      el('span', {}, option.text), el('span', { class: 'media-note' }, String(option.voter_count ?? 0)))))),
};

function scene(kind, mark, note = '') {
  return el('div', { class: `scene scene-${kind}`, role: 'img', 'aria-label': `${say(kind)} ${note}`.trim() },
    landscape(), mark, note && el('span', { class: 'scene-note', 'aria-hidden': 'true' }, note));
}

// A porch in the evening: sky, hills, boards.
function landscape() {
  return svg('svg', { viewBox: '0 0 240 150', preserveAspectRatio: 'xMidYMid slice', 'aria-hidden': 'true' },
    svg('rect', { width: 240, height: 150, class: 'sky' }),
    svg('circle', { cx: 176, cy: 44, r: 17, class: 'sun' }),
    svg('path', { d: 'M0 96 Q50 52 104 88 T240 72 V150 H0Z', class: 'far-hill' }),
    svg('path', { d: 'M0 116 Q70 82 138 110 T240 100 V150 H0Z', class: 'near-hill' }),
    svg('path', { d: 'M0 128 H240 V150 H0Z', class: 'boards' }),
    svg('path', { d: 'M0 128H240M0 135H240M0 142H240', class: 'board-lines' }));
}

function playMark() {
  return el('span', { class: 'scene-mark' }, icon('start', 26));
}

function map(title, note) {
  return el('div', { class: 'map' },
    el('div', { class: 'scene', role: 'img', 'aria-label': say('location') },
      svg('svg', { viewBox: '0 0 240 120', preserveAspectRatio: 'xMidYMid slice', 'aria-hidden': 'true' },
        svg('rect', { width: 240, height: 120, class: 'land' }),
        svg('path', { d: 'M-5 96 Q70 70 120 92 T245 78 V125 H-5Z', class: 'water' }),
        svg('path', { d: 'M-5 34L245 62M60 -5L84 84M158 -5L142 84M-5 66L150 58', class: 'roads' }),
        svg('path', { d: 'M120 66S106 53 106 42a14 14 0 0 1 28 0c0 11-14 24-14 24z', class: 'map-pin' }),
        svg('circle', { cx: 120, cy: 42, r: 5, class: 'map-dot' }))),
    el('span', { class: 'media-words' },
      el('span', { class: 'media-title' }, title ?? ''), el('span', { class: 'media-note' }, note ?? '')));
}

function row(kind, title, note, label = null) {
  return el('div', { class: 'media-row' },
    el('span', { class: 'media-disc' }, icon(kind)),
    el('span', { class: 'media-words' },
      label && el('span', { class: 'unseen' }, label),
      el('span', { class: 'media-title' }, title), el('span', { class: 'media-note' }, note)));
}

const HEIGHTS = [5, 9, 14, 8, 17, 12, 6, 15, 20, 11, 7, 16, 10, 18, 13, 6, 12, 8, 15, 5, 10, 7];

function waveform() {
  const bars = HEIGHTS.map((height, index) => svg('rect', {
    x: index * 5, y: 11 - height / 2, width: 2.6, height, rx: 1.3,
  }));
  return svg('svg', { class: 'waveform', viewBox: '0 0 110 22', width: 110, height: 22, 'aria-hidden': 'true' }, ...bars);
}

function lasting(seconds) {
  if (!Number.isFinite(seconds)) return '';
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}

function sized(bytes) {
  if (!Number.isFinite(bytes)) return '';
  return bytes < 1024 ? `${bytes} B` : `${Math.ceil(bytes / 1024)} KB`;
}

function round(degrees) {
  return Number.isFinite(degrees) ? degrees.toFixed(4) : '';
}
