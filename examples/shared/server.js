/** What a server needs around its routes: a port, a clear word when it cannot start, and no need of a reader. */

// Who reads the output may leave (`| head -1`); the server goes on serving.
process.stdout.on('error', (error) => {
  if (error.code !== 'EPIPE') throw error;
});

/** The port that PORT asks for, 8080 without it; 0 is any free one. */
export function readPort() {
  const text = process.env.PORT || '8080';
  const port = Number(text);
  if (!/^\d+$/.test(text) || port > 65535) {
    exitWith(`PORT must be a whole number from 0 to 65535, got ${JSON.stringify(text.slice(0, 64))}`);
  }
  return port;
}

/** Ends the process with one line for the person at the terminal. For a server's `error` event. */
export function exitOnListenError(error) {
  if (error.code === 'EADDRINUSE') {
    exitWith(
      `Port ${error.port} is taken. Stop what listens there, or set PORT to another one; 0 is any that is free.`,
    );
  }
  exitWith(`Cannot listen: ${error.message}`);
}

function exitWith(message) {
  console.error(message);
  process.exit(1);
}
