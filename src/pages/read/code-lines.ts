/** The lines of a page that are a status, a code, and a title of its test data. */
export const STATUS = /^[1-5]\d\d$/;
export const CODE = /^\d{3}_\d{3}$/;
export const TITLE = /^([1-5]\d\d)\s*[-–—:]\s*(\S.*)$/;
