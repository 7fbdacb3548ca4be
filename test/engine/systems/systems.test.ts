import { describe, it } from 'vitest';
import { checkSystems } from './check-systems';
import { notYet, systemCases } from './systems';

checkSystems(systemCases.filter(({ language }) => language === 'en'));

describe.runIf(Object.keys(notYet).length > 0)('exports that cannot be read yet', () => {
  it.skip.each(Object.entries(notYet))('%s waits for %s', () => undefined);
});
