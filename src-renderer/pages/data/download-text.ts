/** Spreadsheets take a CSV file for UTF-8 by it. */
const byteOrderMark = '\ufeff';

/** Hands a text that the page already holds to the user as a file. */
export function downloadText(name: string, text: string, type: string): void {
  const url = URL.createObjectURL(
    new Blob(type === 'text/csv' ? [byteOrderMark, text] : [text], { type: `${type};charset=utf-8` }),
  );
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  document.body.append(link);
  link.click();
  link.remove();
  // The download has taken hold of the blob by the next task.
  setTimeout(() => URL.revokeObjectURL(url), 0);
}
