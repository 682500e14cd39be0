import { collectDefaultMetrics, Gauge, Registry } from 'prom-client';

import { mergeCalls } from '../merge-calls.ts';
import { withTimeout } from '../with-timeout.ts';

/** A reading must end before Prometheus gives up on it, after 10 s. */
const READ_TIMEOUT_MS = 3_000;

export interface Sample {
  value: number;
  labels?: Readonly<Record<string, string>>;
}

interface GaugeText {
  help: string;
  labels?: readonly string[];
}

/** What gauges show, by their names; one that is left out is absent. */
type Samples<Name extends string> = Readonly<Partial<Record<Name, readonly Sample[]>>>;

/** Gauges that are read from a database or another place whenever Prometheus scrapes. */
export interface Reading<Name extends string> {
  gauges: Readonly<Record<Name, GaugeText>>;
  /** What they show now; it may fail. */
  read: () => Promise<Samples<Name>>;
}

/** What one process tells Prometheus. */
export interface ProcessMetrics {
  /** Counters and histograms are registered here. */
  registry: Registry;
  addReading<Name extends string>(reading: Reading<Name>): void;
  /** In Prometheus's text format, read now; a part that is away leaves out its own figures only. */
  text(): Promise<string>;
  contentType: string;
}

/**
 * Collects the Prometheus metrics of this process for `/metrics`: its memory, processor and event
 * loop, and what is added.
 */
export function createProcessMetrics(): ProcessMetrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const updates: (() => Promise<void>)[] = [];
  const readAll = async () => {
    await Promise.all(updates.map((update) => update()));
    return registry.metrics();
  };
  return {
    registry,
    contentType: registry.contentType,
    addReading: (added) => void updates.push(updateOf(added, registry)),
    // Whoever asks all the time gets the answer that is on its way.
    text: mergeCalls(readAll),
  };
}

/**
 * Refreshes a reading's gauges at each scrape. They are absent while it fails or times out: a stale
 * figure would reassure.
 */
function updateOf<Name extends string>(
  { gauges, read }: Reading<Name>,
  registry: Registry,
): () => Promise<void> {
  const texts = Object.entries<GaugeText>(gauges);
  const made = texts.map(([name, text]) => [name, createGauge(name, text, registry)] as const);
  return async () => {
    const reading: Promise<Samples<string>> = withTimeout(READ_TIMEOUT_MS, read);
    const found = await reading.catch((): Samples<string> => ({}));
    for (const [name, { gauge, clear }] of made) {
      clear();
      for (const { labels = {}, value } of found[name] ?? []) gauge.set(labels, value);
    }
  };
}

function createGauge(name: string, { help, labels = [] }: GaugeText, registry: Registry) {
  const gauge = new Gauge({ name, help, labelNames: [...labels], registers: [registry] });
  const clear = () => {
    gauge.reset();
    // prom-client shows one without labels as 0 until it is set.
    if (labels.length === 0) gauge.remove();
  };
  return { gauge, clear };
}
