const { default: Sequencer } = require('@jest/test-sequencer');

/** Files run by name, so that a suite that looks at what the others left behind can be the last one. */
module.exports = class AlphabeticalSequencer extends Sequencer {
  sort(tests) {
    return [...tests].sort((a, b) => (a.path < b.path ? -1 : 1));
  }
};
