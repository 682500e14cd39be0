/** Stop words, which say nothing about a plan; any other that no reader took raises a question. */
export const STOP_WORDS: ReadonlySet<string> = new Set(
  [
    'a an the and or of to in on at by for from with as is are be am was it its this that these those',
    'i we you me my our your he she they them their us who whose which there',
    'please thanks thank hi hello hey ducky bot ok okay so then now also add plus just only about around',
    'what whats s how many much would will can could should do does did get give show tell let see find',
    'need want like make have has help check run running launch live plan planning campaign flight',
    'forecast forecasts forecasting predict prediction estimate estimates estimated projected expect expected',
    'expecting traffic inventory avails availability available supply volume delivery deliver delivers',
    'impression impressions imps reach reached users user people person audience audiences viewers',
    'consumers customers folks everyone everybody anyone target targeting targeted',
    'ad ads advert adverts advertising creative creatives device devices using use uses via across',
    'within during if try were was instead change switch set update same',
    'all any both city cities state states region regions country countries area metro place',
    'aged age ages gender genders format formats living based located residing when',
    'platform platforms os numbers number figure figures possible ros ron',
  ].flatMap((line) => line.split(' ')),
);
