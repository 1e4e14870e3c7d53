import { expect, test } from 'vitest'
import type { Issue } from '../../../../images/kaapana/issue.ts'
import { localImage, planCheckout, pushedImage } from '../plan-checkout.ts'

/** Rule, severity, file and line of each issue of a checkout with these files. */
function issuesOf(files: Readonly<Record<string, string>>) {
  return planCheckout(files).issues.map(short)
}

function short({ rule, severity, file, line }: Issue) {
  return [rule, severity, file, line].filter((part) => part !== undefined).join(' ')
}

const CASES: Readonly<Record<string, { files: Record<string, string>; issues: string[] }>> = {
  'A Dockerfile without LABEL IMAGE is an error and no image': {
    files: { 'a/Dockerfile': 'FROM alpine:3.20\n' },
    issues: ['image-label-missing error a/Dockerfile'],
  },
  'A LABEL IMAGE without a name is an error at its line': {
    files: { 'a/Dockerfile': 'FROM alpine:3.20\nLABEL IMAGE=""\n' },
    issues: ['image-label-missing error a/Dockerfile 2'],
  },
  'An empty Dockerfile lacks an image and a FROM': {
    files: { 'a/Dockerfile': '' },
    issues: ['from-missing error a/Dockerfile', 'image-label-missing error a/Dockerfile'],
  },
  'A FROM without an image is an error at its line': {
    files: { 'a/Dockerfile': 'FROM\nLABEL IMAGE="a"\n' },
    issues: ['from-empty error a/Dockerfile 1'],
  },
  'A binary Dockerfile is an error': {
    files: { 'a/Dockerfile': 'FROM \0\u0001\n' },
    issues: ['dockerfile-binary error a/Dockerfile'],
  },
  'A Dockerfile of more than 2 MiB is an error': {
    files: { 'a/Dockerfile': `FROM a:1\n${'#'.repeat(2 * 1024 * 1024)}\n` },
    issues: ['dockerfile-too-large error a/Dockerfile'],
  },
  'A folder called Dockerfile is a warning, and what lies in it is found': {
    files: { 'a/Dockerfile/Dockerfile': 'FROM a:1\n' },
    issues: [
      'dockerfile-not-a-file warning a/Dockerfile',
      'image-label-missing error a/Dockerfile/Dockerfile',
    ],
  },
  'A second Dockerfile of an image is an error': {
    files: { 'a/Dockerfile': pushedImage('a'), 'b/Dockerfile': pushedImage('a') },
    issues: ['image-duplicate error b/Dockerfile'],
  },
  'An image pushed under the name of one that is never pushed is an error': {
    files: { 'a/Dockerfile': localImage('a'), 'b/Dockerfile': pushedImage('a') },
    issues: ['image-duplicate error b/Dockerfile'],
  },
  'A name that ECR refuses is an error': {
    files: { 'a/Dockerfile': pushedImage('My_Image') },
    issues: ['image-name-invalid error a/Dockerfile 2'],
  },
  'A base that no Dockerfile makes is an error at its FROM': {
    files: { 'a/Dockerfile': `\n${pushedImage('a', 'local-only/none:latest')}` },
    issues: ['base-missing error a/Dockerfile 2'],
  },
  'A base that is pushed is not there locally': {
    files: {
      'a/Dockerfile': pushedImage('a', 'local-only/b:latest'),
      'b/Dockerfile': pushedImage('b'),
    },
    issues: ['base-missing error a/Dockerfile 1'],
  },
  'A local base in another version than latest is an error': {
    files: {
      'a/Dockerfile': pushedImage('a', 'local-only/b:0.6.0'),
      'b/Dockerfile': localImage('b'),
    },
    issues: ['base-missing error a/Dockerfile 1'],
  },
  'A base without version is a warning': {
    files: { 'a/Dockerfile': pushedImage('a', 'ubuntu') },
    issues: ['base-unversioned warning a/Dockerfile 1'],
  },
  'A base with a port but without version is a warning': {
    files: { 'a/Dockerfile': pushedImage('a', 'localhost:5000/ubuntu') },
    issues: ['base-unversioned warning a/Dockerfile 1'],
  },
  'A base whose ARG has no default is an error': {
    files: { 'a/Dockerfile': `ARG VERSION\n${pushedImage('a', 'ubuntu:$VERSION')}` },
    issues: ['base-unresolved error a/Dockerfile 2'],
  },
  'A base that is no reference is an error': {
    files: { 'a/Dockerfile': pushedImage('a', 'Ubuntu:24.04:1') },
    issues: ['base-invalid error a/Dockerfile 1'],
  },
  'Bases in a circle are one error': {
    files: {
      'a/Dockerfile': localImage('a', 'local-only/b:latest'),
      'b/Dockerfile': localImage('b', 'local-only/c:latest'),
      'c/Dockerfile': localImage('c', 'local-only/a:latest'),
    },
    issues: ['base-cycle error a/Dockerfile 1'],
  },
  'An image built from itself is an error': {
    files: { 'a/Dockerfile': localImage('a', 'local-only/a:latest') },
    issues: ['base-cycle error a/Dockerfile 1'],
  },
  'A registry of its own in LABEL REGISTRY is a warning': {
    files: { 'a/Dockerfile': `${pushedImage('a')}LABEL REGISTRY="quay.io/me"\n` },
    issues: ['registry-foreign warning a/Dockerfile 3'],
  },
  'Several labels in one instruction are a warning, since Kaapana’s tool does not read them': {
    files: { 'a/Dockerfile': 'FROM alpine:3.20\nLABEL IMAGE="a" VERSION="1"\n' },
    issues: ['labels-shared warning a/Dockerfile 2'],
  },
  'A here-document without end is an error at its instruction': {
    files: { 'a/Dockerfile': `${pushedImage('a')}RUN <<EOF\necho\n` },
    issues: ['heredoc-open error a/Dockerfile 3'],
  },
  'Ignore rules of one Dockerfile are none': {
    files: { 'a/Dockerfile': pushedImage('a'), 'a/Dockerfile.dockerignore': '*\n' },
    issues: [],
  },
}

test.each(Object.entries(CASES))('%s', (_, { files, issues }) => {
  expect(issuesOf(files)).toEqual(issues)
})

test('A circle of bases is told with its whole way, and each image has a level', () => {
  const { issues, containers } = planCheckout({
    'a/Dockerfile': localImage('a', 'local-only/b:latest'),
    'b/Dockerfile': localImage('b', 'local-only/a:latest'),
    'c/Dockerfile': pushedImage('c', 'local-only/a:latest'),
  })
  expect(issues.map(({ message }) => message)).toEqual([
    'Images are built from each other, so that none can be the first: a → b → a.',
  ])
  expect(containers.map(({ level }) => level)).toEqual([1, 0, 2])
})

test('A base that a pattern leaves out is told with the Dockerfile that would make it', () => {
  const { issues } = planCheckout({
    'a/Dockerfile': pushedImage('a', 'local-only/b:latest'),
    'ci/b/Dockerfile': localImage('b'),
  })
  expect(issues.map(({ message }) => message)).toEqual([
    'The base image local-only/b:latest is missing: a pattern leaves out ci/b/Dockerfile.',
  ])
})

test('An image that asks to be left out and is needed is a warning that names who needs it', () => {
  const files = {
    'a/Dockerfile': pushedImage('a', 'local-only/b:latest'),
    'b/Dockerfile': `${localImage('b')}LABEL BUILD_IGNORE="True"\n`,
  }
  expect(planCheckout(files).issues).toEqual([])
  expect(planCheckout(files, { images: ['a'] }).issues).toEqual([
    {
      rule: 'build-ignore-needed',
      severity: 'warning',
      file: 'b/Dockerfile',
      message:
        "LABEL BUILD_IGNORE asks to leave b out, but it is needed by a: it is built. Kaapana's own tool would skip it; remove the label.",
    },
  ])
})

test('A Dockerfile of 10,000 lines is read like any other', () => {
  const lines = Array.from({ length: 10_000 }, (_, line) => `RUN echo ${line} \\\n  && true`)
  const { containers, issues } = planCheckout({
    'a/Dockerfile': pushedImage('a') + lines.join('\n'),
  })
  expect(containers.map(({ image }) => image)).toEqual(['a'])
  expect(issues).toEqual([])
})
