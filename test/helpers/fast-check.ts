/**
 * fast-check with the same seed in each run, so that a change is judged by what it changes. `npm run check:full` sets
 * another one each time and prints it.
 */
import fc from 'fast-check';

fc.configureGlobal({ seed: Number(process.env['MODELMOUNT_TEST_SEED'] ?? 20_261_122) });

export default fc;
