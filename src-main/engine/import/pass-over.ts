import type { StagedFile } from './staged-file';

type Table = { path: string; staged: StagedFile };

/**
 * Notes, charts and lists of choices stand beside the data in workbooks and archives. Where a file has a table that is
 * recognised, those that are not are passed over instead of being asked about; naming their kind brings them back.
 */
export function passOverUnknown(tables: readonly Table[]): void {
  for (const table of tables) {
    const { staged } = table;
    if (staged.kind !== null || staged.recognition.passedOver || staged.container.length === 0) continue;
    if (!tables.some((other) => other.path === table.path && other.staged.kind !== null)) continue;
    const object = 'a table of unknown kind';
    const message = `${staged.name} is ${object}; it is passed over. Name its kind to load it.`;
    table.staged = {
      ...staged,
      recognition: { ...staged.recognition, passedOver: true, object },
      decisions: staged.decisions.filter(({ code }) => code !== 'kind'),
      warnings: [...staged.warnings, { code: 'passed-over', message }],
    };
  }
}
