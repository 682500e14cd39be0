/** How something is done with Ducky in Slack. */
export interface HowTo {
  /** What is done; with the text, what a question is found by. */
  readonly title: string;
  /** One to three plain sentences, without markup. */
  readonly text: string;
}

/** What people ask how to do, each in the words of the buttons and commands. */
export const HOW_TOS: readonly HowTo[] = [
  {
    title: 'Saving a plan',
    text: 'To save a plan, press “Save plan” under a forecast, give it a name, and say whether it is a draft or booked. /forecast plans lists the plans saved in a channel, where each can be forecast again, booked or archived.',
  },
  {
    title: 'Comparing two plans',
    text: 'To compare two plans or forecasts side by side, write both, such as “iOS vs Android”, or press “Compare” under a forecast and say what is different. The answer shows the difference, a table and one chart.',
  },
  {
    title: 'Export to CSV',
    text: 'To export or download the exact numbers as a CSV file, which Excel opens, press “CSV” under a forecast. The file is posted in its thread.',
  },
  {
    title: 'Weekly digest',
    text: 'To subscribe a channel to the weekly digest, write /forecast digest there, or press “Weekly digest” under a forecast, and choose day, time and time zone. The same command changes, pauses or ends it.',
  },
  {
    title: 'Retraining',
    text: 'Only administrators can retrain the model, with /forecast retrain; they also have /forecast rollback, to the model before, and /forecast generate, for demo data. Administrators are those whom whoever runs Ducky names in ADMIN_USERS.',
  },
  {
    title: 'Cancelling',
    text: 'To cancel or stop a forecast that is running or stuck, press “Cancel” on its message. Whoever asked for it can, and administrators.',
  },
  {
    title: 'Sharing in another channel',
    text: 'To share a forecast in another channel, press “Share” under it and choose the channel. Ducky posts the headline, the chart and a link there, and must be a member: /invite it first.',
  },
  {
    title: 'Breaking down',
    text: 'To break a forecast down or split it by os, city, device, gender and the like, choose a dimension in the menu “Break down by…” under it. The breakdown is posted in its thread.',
  },
  {
    title: 'Editing and rerunning',
    text: 'To edit a forecast, press “Edit and rerun” under it and change the form, or write the change in its thread, such as “add Pune” or “without the cap”. The earlier answer stays.',
  },
  {
    title: 'New forecasts',
    text: 'To get a new one, write /forecast and who, where, on what and when you would target, mention Ducky, or write to it directly; /forecast new opens a form. What you leave out means everyone, everywhere, the next 14 days.',
  },
  {
    title: 'Commands',
    text: 'After /forecast you can type a request, or one of the commands new, plans, digest and help, and administrators retrain, rollback and generate. After /ducky you can type any question about a forecast.',
  },
  {
    title: 'Feedback',
    text: 'To give feedback, press “Helpful” or “Not helpful” under an answer.',
  },
];
