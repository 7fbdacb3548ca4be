import { IconFileImport } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { droppedFiles } from './dropped-files';
import { useImportFiles } from './use-import-session';
import classes from './window-drop.module.css';

/** Lets files be dropped anywhere on the window, and says so while they hover over it. */
export function WindowDrop() {
  const importFiles = useImportFiles();
  const [over, setOver] = useState(false);

  useEffect(() => {
    let depth = 0;
    const holdsFiles = (event: DragEvent) => event.dataTransfer?.types.includes('Files') ?? false;
    const count = (step: number) => (event: DragEvent) => {
      if (!holdsFiles(event)) return;
      depth = Math.max(0, depth + step);
      setOver(depth > 0);
    };
    const enter = count(1);
    const leave = count(-1);
    const hover = (event: DragEvent) => {
      if (holdsFiles(event)) event.preventDefault();
    };
    const end = () => {
      depth = 0;
      setOver(false);
    };
    const drop = (event: DragEvent) => {
      if (event.defaultPrevented || !holdsFiles(event)) return;
      event.preventDefault();
      void droppedFiles(event.dataTransfer).then(importFiles);
    };
    window.addEventListener('dragenter', enter);
    window.addEventListener('dragleave', leave);
    window.addEventListener('dragover', hover);
    window.addEventListener('drop', end, true);
    window.addEventListener('drop', drop);
    return () => {
      window.removeEventListener('dragenter', enter);
      window.removeEventListener('dragleave', leave);
      window.removeEventListener('dragover', hover);
      window.removeEventListener('drop', end, true);
      window.removeEventListener('drop', drop);
    };
  }, [importFiles]);

  if (!over) return null;
  return (
    <div className={classes.veil} aria-hidden>
      <div className={classes.message}>
        <IconFileImport size={28} stroke={1.4} />
        <span>
          Drop files or a folder to read them. Nothing is imported before you have seen how they are
          understood.
        </span>
      </div>
    </div>
  );
}
