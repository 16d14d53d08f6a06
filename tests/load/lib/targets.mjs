/**
 * What must hold: the share of the floor's throughput that the application reaches. The floor is the least that a Koa
 * server must do for the same answer, measured in turns with the application on the same machine in the same minute.
 */
export const TARGETS = { read: 0.5, place: 0.25, notify: 0.25 };

export const LEVELS = { full: [50, 1000], quick: [50], profile: [50] };

/** With so many connections the first seconds of a turn go into accepting them all. */
const CROWD = 1000;

const WINDOWS = {
  full: { seconds: 2, turns: 4, warmUp: { seconds: 0.3 } },
  crowd: { seconds: 5, turns: 2, warmUp: { seconds: 3 } },
  quick: { seconds: 1, turns: 2, warmUp: { seconds: 0.3 } },
  profile: { seconds: 10, turns: 1, warmUp: { seconds: 1 } },
};

/**
 * Seconds per turn and turns per side; many short turns, because other work on the machine comes and goes. The warm-up
 * before each turn is not counted; the first one also lasts until the code has run often enough to be compiled.
 */
export const windowOf = (mode, connections) => WINDOWS[connections >= CROWD ? 'crowd' : mode];

/** From then on every scenario gets one turn only, so that a busy machine cannot make the run endless. */
export const HURRY_AFTER_SECONDS = 130;

/** What has not begun by then is left out and said to be missing: a run ends within six minutes. */
export const LAST_START_SECONDS = 300;

/** Open payments at the start of a turn; a notification is good for one request, so they are prepared and signed ahead. */
export const PREPARED = {
  full: { application: 1_500, floor: 3_000 },
  quick: { application: 800, floor: 1_500 },
  profile: { application: 6_000 },
};

/** Notifications at a constant rate: how slow an answer may be, WeChat itself waits five seconds. */
export const STEADY = { name: 'steady-notifications', warmUpSeconds: 5, p99Milliseconds: 500 };
