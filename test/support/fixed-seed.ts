import fc from 'fast-check';

/**
 * Random cases are the same in every run, so that a red run is a change in the code and not in the dice. To look further,
 * set WEIR_TEST_SEED to another number.
 */
fc.configureGlobal({ ...fc.readConfigureGlobal(), seed: Number(process.env.WEIR_TEST_SEED ?? 20260701) });
