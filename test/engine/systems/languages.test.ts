import { checkSystems } from './check-systems';
import { systemCases } from './systems';

checkSystems(systemCases.filter(({ language }) => language !== 'en'));
