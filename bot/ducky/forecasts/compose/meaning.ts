import { findTerms } from '../../../../prompts/ducky/glossary.ts';
import { listed } from '../../../../prompts/short-list.ts';
import type { ForecastQuestion } from '../question.ts';
import type { Composed } from './composed.ts';
import { composeDocs } from './docs.ts';
import { composeWhy } from './explain-forecast.ts';
import { type Found, forecastIn } from './facts.ts';
import { saying } from './sentences.ts';
import { singledOut } from './singled-out.ts';
import { termHere } from './term-here.ts';

const MAX_TERMS = 3;

/** Explains what terms such as P10 or reach mean, and their values in the forecast at hand. */
export function composeMeaning(found: Found, question: Pick<ForecastQuestion, 'text'>): Composed {
  const terms = findTerms(question.text).map(({ term }) => term);
  if (terms.length === 0) return withoutTerms(found, question);
  const forecast = forecastIn(found);
  const named = [...new Set(terms)].slice(0, MAX_TERMS);
  const here = forecast ? named.flatMap(({ name }) => termHere(name, forecast) ?? []) : [];
  const told = saying(
    ...named.map(({ meaning }) => meaning),
    here.length > 0 ? `In this forecast, ${listed([...new Set(here)])}.` : undefined,
  );
  const isMeant = ({ title }: { title: string }) => named.some(({ name }) => name === title);
  return {
    told,
    uses: here.length > 0 ? ['docs', 'forecast'] : ['docs'],
    passages: (found.docs?.passages ?? []).filter(isMeant),
  };
}

/** What the documents say; else the part of the forecast that is asked about, such as the worst case. */
function withoutTerms(found: Found, question: Pick<ForecastQuestion, 'text'>): Composed {
  const forecast = forecastIn(found);
  const isPart = forecast && singledOut(question.text, forecast).length > 0;
  return isPart && !found.docs ? composeWhy(found, question) : composeDocs(found);
}
