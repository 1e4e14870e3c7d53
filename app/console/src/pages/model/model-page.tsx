import { Anchor, Group, Stack, Title } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Link, Navigate, Route, Routes, useLocation } from 'react-router'
import { addTexts } from '../../language/language.ts'
import { CompareView } from './compare-view.tsx'
import { ENGLISH } from './english.ts'
import { GERMAN } from './german.ts'
import { useIsAdmin } from './queries.ts'
import { ServingView } from './serving-view.tsx'
import { TrainingView } from './training-view.tsx'
import { VersionView } from './version-view.tsx'
import { VersionsView } from './versions-view.tsx'

addTexts('model', { en: ENGLISH, de: GERMAN })

/** The model in service; for administrators also its versions, their comparison, and training. */
export default function ModelPage() {
  const { t } = useTranslation('model')
  const isAdmin = useIsAdmin()
  return (
    <Stack maw={1100} gap="lg">
      <Title order={1}>{t('title')}</Title>
      {isAdmin && <Parts />}
      <Routes>
        <Route index element={<ServingView />} />
        {isAdmin && (
          <>
            <Route path="versions" element={<VersionsView />} />
            <Route path="versions/:version" element={<VersionView />} />
            <Route path="compare" element={<CompareView />} />
            <Route path="training" element={<TrainingView />} />
          </>
        )}
        <Route path="*" element={<Navigate to="/model" replace />} />
      </Routes>
    </Stack>
  )
}

const PARTS = [
  ['serving', '/model'],
  ['versions', '/model/versions'],
  ['compare', '/model/compare'],
  ['training', '/model/training'],
] as const

function Parts() {
  const { t } = useTranslation('model')
  const { pathname } = useLocation()
  return (
    <Group component="nav" aria-label={t('parts.label')} gap="lg" className="no-print">
      {PARTS.map(([part, to]) => {
        const isHere = to === '/model' ? pathname === to : pathname.startsWith(to)
        return (
          <Anchor
            key={part}
            component={Link}
            to={to}
            py={4}
            fw={isHere ? 600 : 400}
            underline="never"
            style={{ borderBottom: `2px solid ${isHere ? 'currentcolor' : 'transparent'}` }}
            {...(isHere && { 'aria-current': 'page' as const })}
          >
            {t(`parts.${part}`)}
          </Anchor>
        )
      })}
    </Group>
  )
}
