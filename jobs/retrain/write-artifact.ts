import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { type Artifact, printArtifact } from '../../model/artifact.ts';

/** How the folder of an artifact begins that is not whole yet. */
export const DRAFT_PREFIX = '.draft-';

/** Writes the artifact's files into `dir/<version>` atomically: all of them or none. */
export async function writeArtifact(dir: string, artifact: Artifact): Promise<void> {
  await mkdir(dir, { recursive: true });
  const draft = await mkdtemp(join(dir, DRAFT_PREFIX));
  try {
    for (const [name, text] of Object.entries(printArtifact(artifact))) {
      await writeFile(join(draft, name), text);
    }
    const target = join(dir, artifact.metadata.version);
    await rm(target, { recursive: true, force: true });
    await rename(draft, target);
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
}
