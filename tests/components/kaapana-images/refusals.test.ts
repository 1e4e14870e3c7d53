import { rmSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import {
  KaapanaBuilds,
  KaapanaImages,
  type KaapanaImagesArgs,
} from '../../../components/kaapana-images/kaapana-images.ts'
import { record } from '../../../rehearsal/engine/record.ts'
import { building, makeSource } from './checkout.ts'

const DIGEST = `sha256:${'a1'.repeat(32)}`
const { source: _, packaged: __, ...BARE } = building({ source: '', packaged: '' })

const refusal = (args: KaapanaImagesArgs): string[] => {
  try {
    new KaapanaImages('kaapana', args)
  } catch (error) {
    return (error as Error).message.split('\n').map((line) => line.replace(/^KaapanaImages /, ''))
  }
  return ['accepted']
}

describe('KaapanaImages refuses', () => {
  it('an unknown way to build', () => {
    expect(refusal({ ...BARE, builds: 'jenkins' as KaapanaBuilds })).toEqual([
      '"kaapana": builds must be one of pulumi, external, none, got "jenkins"',
    ])
  })

  it('to build without a checkout and what was packaged, and other bad arguments with it', () => {
    const chartLogin = { passwordVariable: 'hunter 2' }
    const built = { version: '0.6.0', images: {}, chartDigest: DIGEST }
    expect(refusal({ ...BARE, platform: 'windows', chartLogin, built })).toEqual([
      '"kaapana": source must be the folder of a checkout when builds is pulumi, got nothing',
      '"kaapana": packaged must be the folder that dataspace kaapana package wrote when builds is pulumi, got nothing',
      '"kaapana": built must be absent when builds is pulumi, got "0.6.0"; set builds to external, or leave it out',
      '"kaapana": platform must be one Linux platform, e.g. linux/amd64, got "windows"',
      '"kaapana": chartLogin.passwordVariable must be the name of an environment variable (letters, digits, _), got "something else"',
    ])
  })

  it('external builds that nobody names', () => {
    expect(refusal({ ...BARE, builds: KaapanaBuilds.External, charts: ['a'] })).toEqual([
      '"kaapana": source or images must be given when builds is external, got nothing; name a checkout, or list all images that are pushed',
      '"kaapana": charts must be absent without a source, in which it would select, got ["a"]',
      '"kaapana": built must be given when builds is external, got nothing; set builds to none until images are pushed, then hand over their digests',
    ])
  })

  it('missing and superfluous images and malformed digests, all at once', () => {
    const built = { version: '0.5.0', images: { pacs: 'latest', extra: DIGEST }, chartDigest: '1' }
    const { source } = makeSource()
    expect(refusal({ ...BARE, builds: KaapanaBuilds.External, source, built })).toEqual([
      `"kaapana": built.version must be the checkout's version 0.6.0, got "0.5.0"; build that version, or check out what was built`,
      '"kaapana": built.images must be complete, with a digest of kaapana-extension-collection, portal too, got "2 missing"; push them first: charts would fail to pull them',
      '"kaapana": built.images must be without extra, got "1 superfluous"; leave them out, or select them: they have no repository',
      '"kaapana": built.images["pacs"] must be sha256: and 64 hexadecimal digits, got "latest"',
      '"kaapana": built.chartDigest must be sha256: and 64 hexadecimal digits, got "1"',
    ])
  })

  it('a version that is no tag, and names that ECR or the other repositories do not leave', () => {
    const built = { version: '0.6 0', images: { bases: DIGEST, Big: DIGEST }, chartDigest: DIGEST }
    const images = ['bases', 'Big']
    expect(refusal({ ...BARE, builds: KaapanaBuilds.External, images, built })).toEqual([
      '"kaapana": images["Big"] must be named with 2–256 lower-case letters, digits and single . _ - / between them, got "kaapana/Big"',
      '"kaapana": images must be different from each other, kaapana-admin-chart and bases, which have repositories of their own, got "bases"',
      '"kaapana": built.version must be a tag: up to 128 letters, digits, _ . -, got "0.6 0"',
    ])
  })

  it('a folder that is no checkout', () => {
    const [message] = refusal({ ...BARE, builds: KaapanaBuilds.None, source: '/none' })
    expect(message).toMatch(
      /^"kaapana": source must be a checkout of Kaapana that can be planned, got "\/none"; /,
    )
  })

  it('a checkout with errors, naming each', () => {
    const folders = makeSource({
      'services/pacs/Dockerfile': 'FROM local-only/absent:latest\nLABEL IMAGE="pacs"\n',
      'services/broken/Dockerfile': 'FROM docker.io/alpine:3.22\n',
    })
    const messages = refusal(building(folders))
    expect(messages.length).toBeGreaterThan(1)
    for (const message of messages)
      expect(message).toMatch(
        /^"kaapana": source must be a checkout without errors, got "[a-z-]+ in /,
      )
  })

  it('a folder in which packaging was not for this version', () => {
    const folders = makeSource()
    rmSync(`${folders.packaged}/kaapana-admin-chart`, { recursive: true })
    const fix = 'run dataspace kaapana package for this version of the checkout'
    expect(refusal(building(folders))).toEqual([
      `"kaapana": packaged must be a folder with the context of kaapana-extension-collection, got "none"; ${fix}`,
      `"kaapana": packaged must be a folder with the platform's chart, got "${folders.packaged}/kaapana-admin-chart/kaapana-admin-chart-0.6.0.tgz"; ${fix}`,
    ])
  })

  it('a repository that it has not made', async () => {
    const args = { ...BARE, builds: KaapanaBuilds.None, images: ['pacs'] }
    await record(() => {
      const kaapana = new KaapanaImages('kaapana', args)
      expect(() => kaapana.repository('portal')).toThrow(
        'KaapanaImages "kaapana": repository must be one of pacs, kaapana-admin-chart, bases, got "portal"',
      )
    })
  })
})
