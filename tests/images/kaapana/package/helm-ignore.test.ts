import { expect, test } from 'vitest'
import { helmIgnore } from '../../../../images/kaapana/package/helm-ignore.ts'

// What Helm's own tests of its rules say, in our words:
// https://github.com/helm/helm/blob/v3.17.2/pkg/ignore/rules_test.go
test.each([
  ['helm.txt', 'helm.txt', false, true],
  ['helm.*', 'a/helm.txt', false, true],
  ['helm.*', 'tiller.txt', false, false],
  ['*/rudder.txt', 'cargo/rudder.txt', false, true],
  ['cargo/*.txt', 'mast/a.txt', false, false],
  ['/a.txt', 'a.txt', false, true],
  ['cargo/', 'cargo', true, true],
  ['cargo/', 'cargo', false, false],
  ['ru[c-e]?er.txt', 'rudder.txt', false, true],
  ['[^a].txt', 'a.txt', false, false],
  ['!helm.txt', 'tiller.txt', false, true],
  ['!helm.txt', 'helm.txt', false, false],
  ['# comment', '# comment', false, false],
  ['', 'templates/.dotfile', false, true],
  ['', 'a.txt', false, false],
])('with the rule %j, %s (folder: %s) is ignored: %s', (rule, path, folder, ignored) => {
  expect(helmIgnore(rule)(path, folder)).toBe(ignored)
})

test.each([
  ['a/**', '.helmignore: `a/**` has a **, which Helm does not know'],
  ['a[bc', '.helmignore: `a[bc` has a [ that is not closed'],
])('the rule %j, which Helm refuses, is refused', (rule, message) => {
  expect(() => helmIgnore(rule)).toThrow(message)
})
