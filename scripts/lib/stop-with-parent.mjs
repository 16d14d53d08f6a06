// Preloaded into child processes: should the parent vanish without a word, nothing is left behind.
process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'));
process.channel?.unref();
