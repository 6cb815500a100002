/** Files that the command line adds to a plan folder. */
export const CERTIFICATE_FILE = 'certificate.json';
export const REPORT_FILE = 'report.html';
