/** Words that say nothing about what a question is about, beside those that a plan may hold. */
export const EVERYDAY_WORDS: ReadonlySet<string> = new Set(
  [
    'not no yes if else than too very much many more most such even still again ever never always often',
    'go goes going gone went come comes coming came get gets getting got make makes made take takes took keep keeps',
    'say says said think thinks thought mean put gave given look looks looked seem seems work works',
    'thing things something anything nothing one ones two way ways bit kind sort case cases part parts point',
    'day days week weeks month months year years hour hours today tomorrow tonight night time times daily monthly',
    'up down out over under between into after before behind above below per against without through',
    'first second last next other others another own each every some same lot lots sure',
    'here once twice yet already maybe perhaps actually exactly really quite rather pretty right well',
    'remove removed biggest smallest easiest adding removing dropping client clients boss team customer management hey guys mate bro sir sorry quick question questions',
    'account percent life used using must might may had having being did does done were been',
    'matter matters suppose supposed earth told be tell ask asked exactly same good know understand',
    'largest need needs three four five six seven eight nine ten truth fewest basing asks single room busy quiet develop only cost costs costing losing call called period span sudden suddenly solid happened biggest because while whether though but also per vs versus etc ie eg hm hmm oh ah um wow ok',
  ].flatMap((line) => line.split(' ')),
);
