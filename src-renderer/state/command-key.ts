const mac = /Mac|iPhone|iPad/.test(navigator.platform);

/** The key that shortcuts are pressed with, as this system writes it. */
export const commandKey = mac ? '\u2318' : 'Ctrl';
