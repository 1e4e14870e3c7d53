// biome-ignore-all lint/suspicious/noTemplateCurlyInString: variables of Dockerfiles are written like that

import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseDockerfile } from '../../../../images/kaapana/dockerfile/dockerfile.ts'

function basesOf(text: string, given: Record<string, string> = {}) {
  return parseDockerfile(text, given).bases.map(({ reference }) => reference)
}

test.each<[string, string, readonly string[]]>([
  ['a stage is no base', 'FROM a:1 AS Build\nFROM build\nFROM b:2', ['a:1', 'b:2']],
  ['a base used twice counts once', 'FROM a:1 AS x\nFROM b:1\nFROM a:1', ['a:1', 'b:1']],
  ['what is marked with #ignore is no base', 'FROM a:1 AS x #ignore\nFROM b:1\nFROM x', ['b:1']],
  ['a comment is none', '# FROM a:1\n  #FROM b:1\nFROM c:1', ['c:1']],
  ['scratch is no image', 'FROM scratch', []],
  ['the platform is no image', 'FROM --platform=$BUILDPLATFORM a:1', ['a:1']],
  ['quotes do not belong to the reference', 'FROM "a:1"', ['a:1']],
  ['keywords are in any case', 'from a:1 as x\nfrom x', ['a:1']],
  ['spaces may stand before and between', '  FROM   a:1\t AS x', ['a:1']],
  ['another keyword that begins with FROM is none', 'FROMAGE a:1', []],
  ['a digest stays', 'FROM a:1@sha256:00', ['a:1@sha256:00']],
  ['lines end as on Windows', 'FROM a:1\r\nFROM b:1\r\n', ['a:1', 'b:1']],
  ['a byte order mark stands before', '\ufeffFROM a:1', ['a:1']],
  ['an instruction goes on after a backslash', 'FROM \\\n  a:1 \\  \n AS x\nFROM x', ['a:1']],
  ['comments and empty lines may stand between', 'FROM \\\n# no\n\n a:1', ['a:1']],
  ['the escape character may be another', '# escape=`\nFROM `\n a:1', ['a:1']],
  ['a continued RUN hides FROM', 'FROM a:1\nRUN echo \\\nFROM b:1', ['a:1']],
  [
    'a here-document hides FROM',
    'FROM a:1\nRUN cat <<EOF\nFROM b:1\nEOF\nFROM c:1',
    ['a:1', 'c:1'],
  ],
  ['a quoted one too', 'FROM a:1\nCOPY <<-"E F" /x\nFROM b:1\n\tE F\nFROM c:1', ['a:1', 'c:1']],
  ['two at once too', 'FROM a:1\nRUN x <<A <<B\nFROM b:1\nA\nFROM c:1\nB', ['a:1']],
  ['a shift is no here-document', 'FROM a:1\nRUN echo $((1<<2)) "<<EOF"\nFROM b:1', ['a:1', 'b:1']],
  ['one without end hides nothing', 'FROM a:1\nRUN cat <<EOF\nFROM b:1', ['a:1', 'b:1']],
  [
    'COPY takes from images',
    'FROM a:1 AS x\nCOPY --from=x /a /a\nCOPY --from=b:1 / /\nCOPY --from=0 / /',
    ['a:1', 'b:1'],
  ],
  [
    'mounts take from images',
    'FROM a:1\nARG V=2\nRUN --mount=type=bind,from=b:$V,target=/b x',
    ['a:1', 'b:2'],
  ],
])('%s', (_, text, bases) => {
  expect(basesOf(text)).toEqual(bases)
})

test.each([
  ['$V', 'ARG V=1', '1'],
  ['${V}', 'ARG V="1"', '1'],
  ['${V}', "ARG V='1'", '1'],
  ['${V:-2}', 'ARG V', '2'],
  ['${V:-2}', 'ARG V=', '2'],
  ['x${V-2}', 'ARG V=', 'x'],
  ['${V:-$W}', 'ARG W=3', '3'],
  ['${V:-${W:-4}}', 'ARG W', '4'],
  ['1${V:+-alpine}', 'ARG V=1', '1-alpine'],
  ['1${V:+-alpine}', 'ARG V', '1'],
  ['$V', 'ARG W=5\nARG V=$W', '5'],
  ['$TARGETARCH', 'ARG X', 'amd64'],
  ['$V', 'ARG A=1 V=2', '2'],
])('The version %s with %s is %s', (version, args, expected) => {
  expect(parseDockerfile(`${args}\nFROM a:${version}`).bases).toEqual([
    { reference: `a:${expected}`, line: args.split('\n').length + 1, missing: [] },
  ])
})

test('A variable without value is told', () => {
  const text = 'FROM a:$V\nARG V=1\nFROM b:${V}${'
  expect(parseDockerfile(text).bases.map(({ missing }) => missing)).toEqual([['V'], ['V', '${']])
})

test('Build arguments come before defaults, and reach only what declares them', () => {
  expect(basesOf('ARG V=1\nFROM a:$V', { V: '2', W: '3' })).toEqual(['a:2'])
  expect(parseDockerfile('FROM a:$W', { W: '3' }).bases).toMatchObject([{ missing: ['W'] }])
})

test('Variables that hold each other many times over do not fill the memory', () => {
  const doubled = Array.from({ length: 60 }, (_, at) => `ARG V${at + 1}=$V${at}$V${at}`)
  const text = `ARG V0=xxxxxxxx\n${doubled.join('\n')}\nFROM a:$V60`
  expect(parseDockerfile(text).bases).toMatchObject([{ reference: expect.any(String) }])
  expect(basesOf(text)[0]?.length).toBeLessThan(2_100)
})

test('ARGs are told with their defaults, the first of several', () => {
  const text = 'ARG A=1\nFROM a:1\nARG A\nARG B\nARG B="two words"\nARG __proto__=x C=\n'
  const { args } = parseDockerfile(text)
  expect(Object.entries(args)).toEqual([
    ['A', '1'],
    ['B', 'two words'],
    ['__proto__', 'x'],
    ['C', ''],
  ])
})

test.each([
  ['LABEL IMAGE="a"', 'a'],
  ["LABEL IMAGE='a'", 'a'],
  ['LABEL IMAGE=a', 'a'],
  ['  LABEL   IMAGE="a"  ', 'a'],
  ['LABEL IMAGE="a" # comment', 'a'],
  ['LABEL "IMAGE"="a b"', 'a b'],
  ['LABEL IMAGE a b', 'a b'],
  ['LABEL VERSION="1" \\\n  IMAGE="a"', 'a'],
  ['label IMAGE="a"', 'a'],
  ['LABEL IMAGE="b"\nLABEL IMAGE="a"', 'a'],
  ['#LABEL IMAGE="a"', undefined],
  ['LABEL image="a"', undefined],
  ['ENV IMAGE=a', undefined],
])('%j names the image %s', (text, image) => {
  const { labels } = parseDockerfile(`FROM x:1\n${text}\n`)
  expect(labels.findLast(({ key }) => key === 'IMAGE')?.value).toBe(image)
})

const LINE = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.constantFrom(
    'FROM a:1',
    'FROM ${A:-${B}} AS b',
    'ARG A=$A$A',
    'RUN cat <<E',
    'E',
    '\\',
    '"',
    "'",
    'LABEL IMAGE=',
    'COPY --from=b',
    '${',
    '# escape=`',
  ),
)

test('Any text is read', () => {
  fc.assert(
    fc.property(
      fc.array(LINE, { maxLength: 30 }),
      fc.constantFrom('\n', '\r\n', ' '),
      (lines, end) => {
        const text = lines.join(end)
        // A generated line may have ends of lines in it.
        const count = text.split(/\r\n|\n|\r/).length
        for (const { line } of parseDockerfile(text).bases) {
          expect(line).toBeGreaterThan(0)
          expect(line).toBeLessThanOrEqual(count)
        }
      },
    ),
    { numRuns: 500 },
  )
})
