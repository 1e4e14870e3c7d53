import { Button, Group } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Link, useLocation } from 'react-router'

const VIEWS = { one: '/predict', batch: '/predict/batch' } as const

/** Links between the ways to predict. */
export function PredictViews() {
  const { t } = useTranslation('predict')
  const { pathname } = useLocation()
  return (
    <Group component="nav" className="no-print" gap="xs" aria-label={t('views')}>
      {(['one', 'batch'] as const).map((view) => {
        const isHere = pathname.replace(/\/$/, '') === VIEWS[view]
        return (
          <Button
            key={view}
            component={Link}
            to={VIEWS[view]}
            size="xs"
            variant={isHere ? 'light' : 'subtle'}
            {...(isHere && { 'aria-current': 'page' as const })}
          >
            {t(`tab.${view}`)}
          </Button>
        )
      })}
    </Group>
  )
}
