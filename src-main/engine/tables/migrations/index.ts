import core from './0001_core.sql?raw';
import mappingMemory from './0002_mapping_memory.sql?raw';
import valueChoice from './0003_value_choice.sql?raw';
import plan from './0004_plan.sql?raw';

/** Schema steps in order; the version of a workspace is how many of them it has taken. */
export const migrations: readonly { name: string; sql: string }[] = [
  { name: '0001_core', sql: core },
  { name: '0002_mapping_memory', sql: mappingMemory },
  { name: '0003_value_choice', sql: valueChoice },
  { name: '0004_plan', sql: plan },
];

export const schemaVersion = migrations.length;
