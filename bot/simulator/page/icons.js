// The drawn signs, one stroke path each on a 24 × 24 field.

import { svg } from './dom.js';

const PATHS = {
  back: 'M15 5l-7 7 7 7',
  more: 'M12 5.500v.01M12 12v.01M12 18.500v.01',
  plus: 'M12 5v14M5 12h14',
  attach: 'M20 11.500l-8.2 8.200a5 5 0 0 1-7.1-7.100l8.5-8.500a3.4 3.4 0 0 1 4.8 4.800l-8.4 8.400a1.7 1.7 0 0 1-2.4-2.400l7.5-7.5',
  send: 'M5 12h13M12.5 6l6 6-6 6',
  reply: 'M10 6L4 12l6 6M4.5 12H14a6 6 0 0 1 6 6',
  edit: 'M4 20l1-4.500L16.5 4a2 2 0 0 1 2.9 0l.6.600a2 2 0 0 1 0 2.900L8.5 19z',
  remove: 'M5 7h14M10 7V4.500h4V7M7 7l.8 12.500h8.400L17 7M10.3 11v5M13.7 11v5',
  copy: 'M9 9h10v11H9zM15 9V5H5v11h4',
  pin: 'M12 15v5.500M8 4h8l-1 6 2.5 5h-11L9 10z',
  lock: 'M6 11h12v9H6zM8.5 11V8a3.5 3.5 0 0 1 7 0v3',
  unlock: 'M6 11h12v9H6zM8.5 11V8a3.5 3.5 0 0 1 6.8-1.2',
  close: 'M6 6l12 12M18 6L6 18',
  down: 'M6 9.500l6 6 6-6',
  check: 'M5 12.500l4.5 4.500L19 7.5',
  hash: 'M9.5 4L7.5 20M16.5 4l-2 16M4.5 9h15.500M4 15h15.5',
  link: 'M9 15l6-6M10.5 7l2-2a4.2 4.2 0 0 1 6 6l-2 2M13.5 17l-2 2a4.2 4.2 0 0 1-6-6l2-2',
  outside: 'M8 16L17 7M9.5 7H17v7.5',
  start: 'M8 5l11 7-11 7z',
  restart: 'M5 12a7 7 0 1 0 2.2-5.100M5 4.500v4h4',
  photo: 'M4 5.500h16v13H4zM4 15.500l4.5-4.5 4 4 2.5-2.5 5 4.500M15.5 9v.01',
  video: 'M3.5 7h11v10h-11zM14.5 11l6-3v8l-6-3',
  video_note: 'M12 4a8 8 0 1 0 0 16 8 8 0 0 0 0-16M10.5 9l4 3-4 3z',
  animation: 'M4 6h16v12H4zM8 6v12M16 6v12M4 10h4M4 14h4M16 10h4M16 14h4',
  voice: 'M12 4a2.5 2.5 0 0 0-2.5 2.500v5a2.5 2.5 0 0 0 5 0v-5A2.5 2.5 0 0 0 12 4M6.5 11a5.5 5.5 0 0 0 11 0M12 16.500V20',
  audio: 'M9 17.500V6l9-2v11.500M9 17.500a2.3 2.3 0 1 1-4.6 0 2.3 2.3 0 0 1 4.6 0M18 15.500a2.3 2.3 0 1 1-4.6 0 2.3 2.3 0 0 1 4.6 0',
  sticker: 'M5 4.500h14v9l-6 6H5zM19 13.500h-6v6M9 9.500v.01M14.5 9.500v.01',
  document: 'M7 3.500h7l4 4v13H7zM14 3.500v4h4M10 12h5M10 15.500h5',
  contact: 'M12 4.500a3.7 3.7 0 1 0 0 7.4 3.7 3.7 0 0 0 0-7.400M5 20a7 7 0 0 1 14 0',
  location: 'M12 20.500S5.5 14.8 5.5 10a6.5 6.5 0 0 1 13 0c0 4.8-6.5 10.5-6.5 10.500M12 8a2.2 2.2 0 1 0 0 4.400A2.2 2.2 0 0 0 12 8',
  venue: 'M4.5 20V9L12 4l7.5 5v11zM10 20v-6h4v6',
  poll: 'M5 20V11M10 20V5M15 20v-7M20 20V8',
  dice: 'M5 5h14v14H5zM9 9v.01M15 9v.01M12 12v.01M9 15v.01M15 15v.01',
  story: 'M8 4h8v16H8zM4.5 7v10M19.5 7v10',
  album: 'M4 8h12v12H4zM8 8V4h12v12h-4M4 17l4-4 4 4',
  block: 'M12 4a8 8 0 1 0 0 16 8 8 0 0 0 0-16M6.5 6.500l11 11',
};

export function icon(name, size = 22) {
  return svg(
    'svg',
    { class: `icon icon-${name}`, viewBox: '0 0 24 24', width: size, height: size, 'aria-hidden': 'true' },
    svg('path', { d: PATHS[name] }),
  );
}
