/**
 * The web host's addresses. Everything else is a page of the app or one of its files.
 *
 * - `POST /rpc/METHOD` takes the parameters as JSON and answers lines of JSON (as `ResponseMessage`): any number
 *   of `progress`, then one `result` or `error`. Dropping the request cancels the call.
 * - `PUT /upload?name=NAME` takes the bytes of one file and answers `UploadAnswer`. Dropping the request
 *   removes what arrived.
 * - `GET /download/TICKET` answers the file of an `ExportTicket` as an attachment.
 * - `GET /health` answers `{"ok":true}` without a session.
 *
 * A request that fails before it reaches the engine answers one `error` line with a status of 400 or more.
 */
export const routes = {
  rpc: '/rpc/',
  upload: '/upload',
  download: '/download/',
  health: '/health',
} as const;

/** `source` goes into `import.inspect`; `bytes` is what was stored. */
export type UploadAnswer = { source: string; name: string; bytes: number };
