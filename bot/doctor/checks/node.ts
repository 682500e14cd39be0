import { type Examination, problem, troublesOf } from '../finding.ts';

const LEAST_NODE = 24;

/** Checks the version of the Node.js that runs us. */
export async function lookAtNode(): Promise<Examination> {
  const { version, platform, arch } = process;
  const major = Number(process.versions.node.split('.')[0]);
  return {
    facts: { version, platform: `${platform}-${arch}` },
    troubles: troublesOf(
      major < LEAST_NODE &&
        problem(`Node.js ${LEAST_NODE} is needed`, 'npm ci, and start Ducky by `npm start`'),
    ),
  };
}
