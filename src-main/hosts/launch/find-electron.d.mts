export type FoundElectron = { program: string; reason: null } | { program: null; reason: string };
export function findElectron(): Promise<FoundElectron>;
export function installedElectron(): string | null;
