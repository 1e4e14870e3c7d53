import { Stack, Tabs, Text, Title } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useLocation, useNavigate } from 'react-router'
import { addTexts } from '../../language/language.ts'
import { ENGLISH } from './english.ts'
import { GERMAN } from './german.ts'
import { KeysPanel } from './keys-panel.tsx'
import { SystemsPanel } from './systems-panel.tsx'
import { UsersPanel } from './users-panel.tsx'

addTexts('administration', { en: ENGLISH, de: GERMAN })

/** What is administered; each has an address of its own below the page's. */
const PANELS = [
  { name: 'users', Component: UsersPanel },
  { name: 'keys', Component: KeysPanel },
  { name: 'systems', Component: SystemsPanel },
] as const

/** Users, keys and systems. */
export default function AdministrationPage() {
  const { t } = useTranslation('administration')
  const { pathname } = useLocation()
  const navigate = useNavigate()
  const here = PANELS.find(({ name }) => pathname.endsWith(`/${name}`)) ?? PANELS[0]
  return (
    <Stack gap="lg" maw={1200}>
      <div>
        <Title order={1}>{t('title')}</Title>
        <Text c="dimmed" maw={760}>
          {t('intro')}
        </Text>
      </div>
      <Tabs
        value={here.name}
        onChange={(name) => void navigate(`/administration/${name}`)}
        keepMounted={false}
      >
        <Tabs.List aria-label={t('title')}>
          {PANELS.map(({ name }) => (
            <Tabs.Tab key={name} value={name}>
              {t(`${name}.title`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        {PANELS.map(({ name, Component }) => (
          <Tabs.Panel key={name} value={name} pt="md">
            <Component />
          </Tabs.Panel>
        ))}
      </Tabs>
    </Stack>
  )
}
