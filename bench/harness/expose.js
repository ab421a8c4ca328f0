/**
 * Lets the parent process call `functions` by name, and ends this process once the parent is gone or has let go.
 *
 * @param ready - What the parent is told at once.
 * @param close - Called before the end.
 */
export function expose(functions, { ready, close = () => undefined } = {}) {
  process.on('message', async ({ id, name, argument }) => {
    try {
      process.send({ id, result: await functions[name](argument) });
    } catch (error) {
      process.send({ id, error: error instanceof Error ? error.stack : String(error) });
    }
  });
  process.once('disconnect', async () => {
    await close();
    process.exit();
  });
  process.send({ id: 0, result: ready });
}
