import { Anchor, AppShell, Badge, Burger, Button, Group, NavLink, Stack, Text } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { type ReactNode, useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useLocation } from 'react-router'
import { useSession } from '../session/session-provider.tsx'
import { LookSettings } from './look-settings.tsx'
import { pagesOf } from './pages.ts'

/** The frame of every page: who is signed in, where one can go. */
export function Shell({ children }: { children: ReactNode }) {
  const { t } = useTranslation()
  const { session, signOut } = useSession()
  const { pathname } = useLocation()
  const [isOpen, menu] = useDisclosure()
  const main = useRef<HTMLElement>(null)
  // Screen readers and keyboards begin at the content of a new page, not where the link was.
  useEffect(() => {
    if (pathname !== '') main.current?.focus({ preventScroll: true })
  }, [pathname])
  return (
    <AppShell
      header={{ height: 56 }}
      navbar={{ width: 220, breakpoint: 'sm', collapsed: { mobile: !isOpen } }}
      padding="md"
    >
      <a className="skip-link" href="#content">
        {t('skip')}
      </a>
      <AppShell.Header>
        <Group h="100%" px="md" justify="space-between" wrap="nowrap">
          <Group wrap="nowrap" gap="sm">
            <Burger
              hiddenFrom="sm"
              size="sm"
              opened={isOpen}
              onClick={menu.toggle}
              aria-label={t('menu')}
            />
            <Text fw={600}>{t('console')}</Text>
          </Group>
          <Badge variant="light">{session.institution_id ?? t('institution.none')}</Badge>
        </Group>
      </AppShell.Header>
      <AppShell.Navbar p="sm" aria-label={t('menu')}>
        <Stack h="100%" justify="space-between">
          <div>
            {pagesOf(session).map(({ name, isOutsideMenu }) => {
              if (isOutsideMenu) return null
              const isHere = pathname === `/${name}` || pathname.startsWith(`/${name}/`)
              return (
                <NavLink
                  key={name}
                  component={Link}
                  to={`/${name}`}
                  label={t(`pages.${name}`)}
                  active={isHere}
                  onClick={menu.close}
                  {...(isHere && { 'aria-current': 'page' as const })}
                />
              )
            })}
          </div>
          <Stack gap="xs">
            <Text size="sm">
              <Anchor
                component={Link}
                to="/account"
                onClick={menu.close}
                aria-label={`${t('pages.account')}: ${session.username}`}
                style={{ overflowWrap: 'anywhere' }}
              >
                {session.username}
              </Anchor>{' '}
              · {t(`role.${session.role}`)}
            </Text>
            <LookSettings />
            <Button variant="default" size="xs" onClick={() => void signOut()}>
              {t('signOut')}
            </Button>
          </Stack>
        </Stack>
      </AppShell.Navbar>
      <AppShell.Main id="content" ref={main} tabIndex={-1}>
        {children}
      </AppShell.Main>
    </AppShell>
  )
}
