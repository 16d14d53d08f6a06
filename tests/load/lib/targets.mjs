/**
 * What must hold: the share of the floor's throughput that the application reaches. The floor is the least that a Koa
 * server must do for the same answer, measured in turns with the application on the same machine in the same minute.
 */
export const TARGETS = { read: 0.5, place: 0.25, notify: 0.25 };

export const LEVELS = { full: [50, 1000], quick: [50], profile: [50] };

/** Seconds per turn and turns per side; a turn's warm-up is not counted. */
export const WINDOWS = {
  full: { seconds: 4, turns: 2, warmUp: { seconds: 1, requests: 300 } },
  quick: { seconds: 2, turns: 1, warmUp: { seconds: 0.5, requests: 300 } },
  profile: { seconds: 10, turns: 1, warmUp: { seconds: 1, requests: 300 } },
};

/** Open payments per turn; a notification is good for one request, so they are prepared and signed ahead. */
export const PREPARED = {
  full: { application: 2_500, floor: 6_000 },
  quick: { application: 1_500, floor: 3_000 },
  profile: { application: 6_000 },
};
