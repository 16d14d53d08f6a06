/** What is drawn in the middle of a picture, on a field of 200 × 200 around its origin. `c` is the dark, `l` the light colour. */
const MOTIFS = {
  cup: (c: string, l: string) =>
    `<path d="M-70-40H50v70a45 45 0 0 1-45 45h-30a45 45 0 0 1-45-45z" fill="${c}"/><path d="M50-20h15a27 27 0 0 1 0 54H50" fill="none" stroke="${c}" stroke-width="14"/><path d="M-35-62q12-14 0-28m30 28q12-14 0-28" fill="none" stroke="${l}" stroke-width="9" stroke-linecap="round"/>`,
  leaf: (c: string, l: string) =>
    `<path d="M-80 70C-80-40-10-85 85-85 85 20 40 80-50 60" fill="${c}"/><path d="M-85 85C-50 20-10-20 50-52" fill="none" stroke="${l}" stroke-width="8" stroke-linecap="round"/>`,
  fruit: (c: string, l: string) =>
    `<circle cy="15" r="75" fill="${c}"/><path d="M0-55q5-30 40-38-2 34-40 38z" fill="${l}"/><ellipse cx="-28" cy="-8" rx="14" ry="22" fill="#fff" opacity=".35" transform="rotate(28-28-8)"/>`,
  berries: (c: string, l: string) =>
    `<g fill="${c}"><circle cx="-42" cy="-10" r="30"/><circle cx="12" cy="-16" r="30"/><circle cx="-16" cy="34" r="30"/><circle cx="40" cy="30" r="30"/><circle cx="12" cy="74" r="24"/></g><path d="M0-40q-4-34 30-52" fill="none" stroke="${l}" stroke-width="10" stroke-linecap="round"/>`,
  bowl: (c: string, l: string) =>
    `<path d="M-95-5H95A95 85 0 0 1-95-5z" fill="${c}"/><path d="M-60-18a20 20 0 0 1 40-8 22 22 0 0 1 42 0 20 20 0 0 1 38 8z" fill="${l}"/><path d="M-40 78h80v14h-80z" fill="${c}"/>`,
  bag: (c: string, l: string) =>
    `<path d="M-70-50H70l14 140H-84z" fill="${c}"/><path d="M-34-46v-14a34 34 0 0 1 68 0v14" fill="none" stroke="${l}" stroke-width="12" stroke-linecap="round"/><circle cy="25" r="24" fill="${l}"/>`,
  bottle: (c: string, l: string) =>
    `<path d="M-22-95h44v34q28 14 28 46V85a14 14 0 0 1-14 14h-72a14 14 0 0 1-14-14V-15q0-32 28-46z" fill="${c}"/><path d="M-50 5H50v52H-50z" fill="${l}"/>`,
  nut: (c: string, l: string) =>
    `<path d="M0 92C-80 50-80-20-62-40H62C80-20 80 50 0 92z" fill="${c}"/><path d="M-74-36q74-80 148 0z" fill="${l}"/><path d="M-6-72h12v-22H-6z" fill="${c}"/>`,
  shirt: (c: string, l: string) =>
    `<path d="M-38-85q38 34 76 0l62 38-26 46-24-12V90H-50V-13l-24 12-26-46z" fill="${c}"/><circle cy="20" r="20" fill="${l}"/>`,
  shoe: (c: string, l: string) =>
    `<path d="M-95-35l40-8q30 46 92 52 60 8 58 46H-95z" fill="${c}"/><path d="M-95 55H95v20H-95z" fill="${l}"/><path d="M-38-18l18-16m2 34 16-18m6 30 14-18" stroke="${l}" stroke-width="8" stroke-linecap="round"/>`,
  box: (c: string, l: string) =>
    `<path d="M-85-30H85V90H-85z" fill="${c}"/><path d="M-95-60H95v36H-95zM-14-60h28V90h-28z" fill="${l}"/><path d="M0-60q-60-6-40-34 24-14 40 34 16-48 40-34 20 28-40 34z" fill="${c}"/>`,
  card: (c: string, l: string) =>
    `<rect x="-100" y="-62" width="200" height="128" rx="16" fill="${c}"/><path d="M-100-26h200v26h-200z" fill="${l}"/><path d="M-78 36h70" stroke="${l}" stroke-width="12" stroke-linecap="round"/>`,
  lamp: (c: string, l: string) =>
    `<path d="M-40-90h80l36 90H-76z" fill="${c}"/><path d="M-7 0H7v76H-7z" fill="${l}"/><path d="M-50 76H50v16H-50z" fill="${c}"/>`,
  duck: (c: string, l: string) =>
    `<path d="M-90 30q90 30 96-30a38 38 0 1 1 66-18l24 8-26 14Q60 90-20 88-86 84-90 30z" fill="${c}"/><circle cx="44" cy="-32" r="7" fill="${l}"/><path d="M-50 40q40 26 70-4" fill="none" stroke="${l}" stroke-width="9" stroke-linecap="round"/>`,
} as const;

export type Motif = keyof typeof MOTIFS;

export interface Look {
  motif: Motif;
  /** 0–359 on the colour wheel. */
  hue: number;
}

const FONT = `font-family="PingFang SC,Noto Sans SC,Microsoft YaHei,sans-serif"`;

const dark = (hue: number): string => `hsl(${hue} 45% 38%)`;
const light = (hue: number): string => `hsl(${(hue + 35) % 360} 70% 72%)`;

/** A square picture: the motif on a soft ground, with the name below. */
export function drawSquare(text: string, { motif, hue }: Look): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 800 800" width="800" height="800"><title>${text}</title><defs><linearGradient id="g" x2="1" y2="1"><stop stop-color="hsl(${hue} 60% 95%)"/><stop offset="1" stop-color="hsl(${(hue + 25) % 360} 55% 85%)"/></linearGradient></defs><path d="M0 0h800v800H0z" fill="url(#g)"/><circle cx="400" cy="350" r="250" fill="#fff" opacity=".6"/><ellipse cx="400" cy="545" rx="180" ry="18" fill="${dark(hue)}" opacity=".15"/><g transform="translate(400 350)scale(1.8)">${MOTIFS[motif](dark(hue), light(hue))}</g><text x="400" y="705" text-anchor="middle" font-size="${text.length > 12 ? 44 : 54}" font-weight="600" fill="hsl(${hue} 40% 25%)" ${FONT}>${text}</text></svg>
`;
}

/** A round mark for categories, brands and merchants. */
export function drawMark(text: string, { motif, hue }: Look): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 240 240" width="240" height="240"><title>${text}</title><circle cx="120" cy="120" r="116" fill="hsl(${hue} 60% 92%)"/><g transform="translate(120 120)scale(.72)">${MOTIFS[motif](dark(hue), light(hue))}</g></svg>
`;
}

export interface Poster extends Look {
  title: string;
  text: string;
}

/** A wide picture for the top of the start page. */
export function drawBanner({ title, text, motif, hue }: Poster): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1125 450" width="1125" height="450"><title>${title}</title><defs><linearGradient id="g" x2="1"><stop stop-color="hsl(${hue} 55% 42%)"/><stop offset="1" stop-color="hsl(${(hue + 40) % 360} 60% 62%)"/></linearGradient></defs><path d="M0 0h1125v450H0z" fill="url(#g)"/><circle cx="900" cy="225" r="170" fill="#fff" opacity=".22"/><circle cx="1080" cy="40" r="110" fill="#fff" opacity=".1"/><g transform="translate(900 225)scale(1.25)">${MOTIFS[motif]('#fff', light(hue))}</g><g fill="#fff" ${FONT}><text x="80" y="210" font-size="76" font-weight="700">${title}</text><text x="82" y="290" font-size="38" opacity=".9">${text}</text></g></svg>
`;
}

/** A tall picture for pop-ups. */
export function drawPopup({ title, text, motif, hue }: Poster): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 600 800" width="600" height="800"><title>${title}</title><rect width="600" height="800" rx="36" fill="hsl(${hue} 65% 95%)"/><path d="M0 36A36 36 0 0 1 36 0h528a36 36 0 0 1 36 36v404q-300 110-600 0z" fill="hsl(${hue} 50% 45%)"/><g transform="translate(300 250)scale(1.5)">${MOTIFS[motif]('#fff', light(hue))}</g><g text-anchor="middle" fill="hsl(${hue} 45% 28%)" ${FONT}><text x="300" y="600" font-size="60" font-weight="700">${title}</text><text x="300" y="672" font-size="34">${text}</text></g><rect x="170" y="708" width="260" height="60" rx="30" fill="hsl(${hue} 50% 45%)"/><text x="300" y="749" text-anchor="middle" font-size="30" fill="#fff" ${FONT}>去看看</text></svg>
`;
}
