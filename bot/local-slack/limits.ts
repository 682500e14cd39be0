/**
 * Slack's published limits on texts, blocks, timeouts, retries and rates, as data. Lengths are in
 * characters unless the name has a unit.
 */
export const SLACK_LIMITS = {
  message: { text: 40_000, markdown: 12_000, blocks: 50, charts: 2, tables: 1 },
  view: { blocks: 100, title: 24, button: 24, privateMetadata: 3_000, stackDepth: 3 },
  id: 255,
  section: { text: 3_000, fields: 10, field: 2_000 },
  header: 150,
  context: 10,
  actions: 25,
  contextActions: 5,
  image: { altText: 2_000, title: 2_000, url: 3_000 },
  markdownBlock: 12_000,
  input: { label: 2_000, hint: 2_000, text: 3_000, placeholder: 150 },
  button: { text: 75, value: 2_000, url: 3_000, label: 75 },
  option: { text: 75, value: 150, description: 75 },
  /** Characters typed before an external menu asks, unless it says otherwise. */
  minQueryLength: 3,
  options: { select: 100, checkboxes: 10, radioButtons: 10, overflow: 5 },
  confirm: { title: 100, text: 300, button: 30 },
  table: { rows: 100, columns: 20, characters: 10_000 },
  dataTable: { rows: 101, columns: 20, characters: 10_000, pageSize: 100 },
  chart: { title: 50, series: 12, categories: 20, label: 20, axisLabel: 50, segments: 12 },
  suggestedPrompts: 4,
  ackTimeoutMs: 3_000,
  triggerIdLifetimeMs: 3_000,
  responseUrl: { uses: 5, lifetimeMs: 30 * 60_000 },
  /** When Slack sends an event again that was not acknowledged. */
  eventRetryDelaysMs: [0, 60_000, 300_000],
  socketConnections: 10,
  postsPerSecondPerChannel: 1,
} as const;

/** Limits of this server itself: body and upload sizes, messages and files stored, ports tried. */
export const SERVER_LIMITS = {
  interfaceBodyBytes: 256 * 1024,
  webApiBodyBytes: 2 * 1024 * 1024,
  uploadBytes: 20 * 1024 * 1024,
  storedMessages: 5_000,
  storedFiles: 200,
  portsTried: 21,
} as const;
