import { useTranslation } from 'react-i18next'
import { Route, Routes } from 'react-router'
import { addTexts } from '../../language/language.ts'
import { addPredictionTexts } from '../../prediction/texts.ts'
import { NotFound } from '../../shell/not-found.tsx'
import { ENGLISH } from './english.ts'
import { GERMAN } from './german.ts'
import { PatientList } from './patient-list.tsx'
import { PatientView } from './patient-view.tsx'

addTexts('patients', { en: ENGLISH, de: GERMAN })
addPredictionTexts()

/** Stored patients of the own institution: the list, and one of them. */
export default function PatientsPage() {
  useTranslation('patients')
  return (
    <Routes>
      <Route index element={<PatientList />} />
      <Route path=":pseudonym" element={<PatientView />} />
      <Route path="*" element={<NotFound />} />
    </Routes>
  )
}
