const lines = (...written: string[]): readonly string[] =>
  written.flatMap((line) => line.split(',')).map((words) => words.trim());

/** What words are about, whichever of them people choose; each as people write it, in lower case. */
export const IDEAS = {
  /** Asks for something. */
  asks: lines(
    'show the,any change,any changes,information,details,prove,what,which,who,when,where,how,why,is,are,was,were,do,does,did,can,could,should,would,will,has,have,any way,any chance',
    'tell,explain,describe,define,show me,wonder,wondering,know,understand,confused,anybody',
  ),
  reason: lines(
    'logic,reasoning,determines,plays into,play into,understand this,understand the,on what grounds,why,how come,reason,reasons,because,due to,cause,causes,caused,causing,explain,explains,explanation',
    'driver,drivers,drives,driving,drove,driven,behind,basis,based on,factor,factors,influences,influence',
    'affects,affect,affecting,affected,contributes,contribute,rationale,justify,walk me through,account for',
    'come from,comes from,came from,coming from,arrive at,arrived at,get to this,go into,goes into,make up,makes up',
    'lead to,led to,leads to,what makes,pull down,pulling down,pulls down,dragging,drags,drag,push up,pushing up',
  ),
  computes: lines(
    'calculate,calculated,calculates,compute,computed,computes,derive,derived,estimate,estimated,worked out,work out',
    'get this,get that,got this,got that,determined,determine,come up with,came up with,produced,made,make,built',
  ),
  level: lines(
    'too much,bit much,so much,that much,so few,so many,that many,too many,dip,dips,low,high,small,big,large,tiny,huge,little,few,weak,strong,poor,bad,disappointing,odd,weird,strange,off',
    'surprising,unexpected,wide,narrow,broad,tight,great,lot,enough,thin,flat',
    'suspicious,crazy,ridiculous,terrible,awful,amazing,underwhelming,short,modest,conservative,unrealistic,impossible',
  ),
  compared: lines(
    'lower,higher,less,fewer,smaller,bigger,larger,worse,better,down,up,same,other,another number,above,below',
    'weaker,stronger,shrinking,growing,rising,falling,dropping,compared,compare,comparison,versus,vs',
  ),
  changed: lines(
    'delta,lose,lost,delta,what is new,anything new,change,changed,changes,changing,different,difference,differences,differ,differs,differently,moved,move,moving,shift,shifted,shifts',
    'dropped,drop,drops,fell,fall,fallen,rose,rise,risen,jump,jumped,decline,declined,decrease,decreased',
    'increased,increase,grew,grown,shrank,shrunk,shrink,went down,went up,gone down,gone up,go down,go up,goes down,goes up',
    'go from,went from,came down,come down,up or down,adjusted,revised,plunged,collapsed,spiked,surged,lost,gained,swing,swung',
    'another number,other number,two numbers',
  ),
  earlier: lines(
    'yesterday,before,previous,previously,earlier,last time,last one,last forecast,last run,last answer,since,ago',
    'prior,used to,this morning,first one,original,originally,no longer,anymore,any more,previous one,just now,old one,parent',
    'last estimate,last number,last version,morning,older one,day before,the other day',
  ),
  past: lines(
    'last week,last weeks,last month,last months,last weekend,last year,last days,past week,past weeks,past month,past months,past days,past',
    'recent,recently,lately,historically,history,historical,so far,previous week,previous weeks,previous month,weeks before,month before',
    'until now,up to now,yesterday,last few,last two,last three,last four,last couple,weeks ago,days ago,month ago',
    'last monday,last tuesday,last wednesday,last thursday,last friday,last saturday,last sunday,last quarter',
    'january,february,march,april,june,july,august,september,october,november,december',
  ),
  happened: lines(
    'was,were,did,had,delivered,got,saw,measured,seen,happened,happen,came,came in,actual,actuals,actually,been,observed,recorded,logged,ran,performed,perform,performance',
  ),
  right: lines(
    'accurate,accuracy,accurately,inaccurate,right,wrong,correct,correctly,incorrect,error,errors,miss,missed,misses,off,trust,trusted,trustworthy',
    'reliable,reliability,reliably,precise,precision,bias,biased,wape,mape,coverage,track record,come true,came true,came in,believe',
    'close,closely,hit rate,over-forecast,overforecast,overforecasting,under-forecast,underforecast,overestimate,overestimated,underestimate,underestimated,overestimating,underestimating',
    'over-predict,overpredict,under-predict,underpredict,actuals,vs actual,versus actual,rely,depend on,hold up,held up,holds up,success rate,calibrated,within the range,as expected,as predicted,any good,in the range,spot on,mistake,mistakes,mistaken,too optimistic,too pessimistic,dependable,credible',
    'turn out,turned out,matched,match reality,reality,within range,in range,outside the range,inside the range',
  ),
  well: lines('good,well,bad,great,badly,poorly,better,worse,best'),
  fresh: lines(
    'time span,which period,what period,fresh,freshness,stale,up to date,up-to-date,uptodate,outdated,out of date,how old,too old,how recent,how current,latest,newest,updated,update,updates',
    'refresh,refreshed,refreshes,synced,sync,loaded,ingested,real-time,realtime,real time,live,delayed,delay,lag,lagging,as of,how far back,data through,cut-off,cutoff',
    'complete,completeness,most recent,how far,last day,include today,includes today,today included,using today,use today,until when,since when do,day do you have',
  ),
  data: lines(
    'data,dataset,datasets,dates,logs,records,rows,feed,database,source,sources,requests,data set,data through,bid requests,demo data,fields,columns,how much history,much history,dimensions do,which dimensions,what dimensions',
  ),
  genuine: lines(
    'real,fake,demo,generated,synthetic,simulated,simulation,made up,made-up,dummy,test data,invented,artificial,mock,sample data,genuine,sandbox,imaginary,production data',
  ),
  model: lines(
    'under the hood,technique,approach,methodology,retrain,model,models,xgboost,algorithm,algo,machine learning,ml,neural network,model version,version,ai,llm,gpt,backtest,backtests,back-test,trained,retrained,training,learnt,learned,baseline,forecaster',
  ),
  serves: lines(
    'trained,retrained,training,learnt,learned,serve,serves,serving,served,promoted,kept,rolled back,deployed,running,in use,used,retrain',
  ),
  means: lines(
    'counts as,count as,counted twice,count twice,mean,means,meaning,meant,define,definition,defined,stand for,stands for,stand,stands,jargon,glossary,terminology,term,acronym,abbreviation,what is a,what is an,in plain english,in simple words,in english,explain',
  ),
  sure: lines(
    'solid,safe,firm,risky,robust,confident,confidence,sure,certain,certainty,uncertain,uncertainty,unsure,guess,doubt,vague,range,spread,interval,wide,narrow',
  ),
  more: lines(
    'helps most,help most,helps the most,help the most,tweak,tweaks,room to grow,room for,would help,help it,raise the,raise it,raise reach,raise impressions,raise this,biggest effect,most effect,not enough,more,increase,increases,boost,improve,improves,grow,maximise,maximize,extra,additional,widen,broaden,wider,broader,expand,enlarge,enlarging,gain,scale up,scale,unlock',
    'loosen,relax,lever,levers,suggestion,suggestions,suggest,recommend,recommendation,recommendations,advice,tip,tips,idea,ideas,optimise,optimize,fix',
    'get it up,get this up,bring it up,push it up,higher,bigger,hit my goal,hit the goal,reach my goal,reach the goal,make the goal,what can i do,what could i do,what should i do,what can we do,can be done,do about,options,opportunity,headroom,upside,trade-off,double',
    'costs most,costs the most,cost most,hurts most,hurts the most,hurt most,hurts,hurting,restrictive,restricts most,too narrow,too tight,biggest impact,drop first,remove first,way to get,get there,twice,squeeze,quick win,quick wins,easiest win,open up,lift',
  ),
  limits: lines(
    'limit,limits,limited,limiting,constrain,constrains,constrained,constraining,constraint,bottleneck,holds back,holding back,hold back,hold it back,holding it back,holds it back,held back,keeps it',
    'restrict,restricts,restricting,restricted,stopping,stops it,prevents,preventing,ceiling,in the way,eats,eating,capped,capping it,keeping it',
  ),
  pattern: lines(
    'weekday,weekdays,weekend,weekends,busiest,quietest,peak,trend,trends,trending,average,averages,usual,usually,typical,typically,normal,normally,seasonal,seasonality,pattern,patterns,strongest,weakest,best day,worst day,record,highest,lowest,day of the week,day of week,days of the week,biggest day,mondays,tuesdays,wednesdays,thursdays,fridays,saturdays,sundays',
  ),
  calendar: lines(
    'holiday,holidays,festival,diwali,christmas,weekend,weekends,weekday,weekdays,season,seasonality,black friday,new year,eid,holi,easter,thanksgiving',
  ),
  quantity: lines(
    'impressions,impression,imps,reach,number,numbers,figure,figures,forecast,forecasts,forecasted,forecasting,prediction,predictions,predict,predicted,projection,projections,estimate,estimates',
    'delivery,deliver,delivers,volume,inventory,avails,result,results,answer,answers,total,totals,count,counts,frequency,traffic,p10,p50,p90,supply,kpi,outcome,range,ranges,uniques,confidence,people,users,curve,chart,line,requests',
  ),
  definite: lines('the,this,that,these,those,my,our,your,it,here'),
  says: lines(
    'seems,seem,looks,look,sounds,sound,feels,feel,too,so,really,surely,suspiciously,very,such,surprised',
  ),
  howTo: lines(
    'is there,are there,how do i,how can i,how to,how do we,how can we,how do you,can i,can we,can you,could you,is it possible,is there a way,where do i,where can i,where is,where are,do you support,who can,who may,am i allowed,how would i,does ducky,can ducky,are you able,what happens,what happens when,how does one,what command,which command,what commands,which commands',
  ),
  feature: lines(
    'ask for,comparison,comparisons,messages,stored,file,files,save,saved,saving,share,sharing,export,csv,download,digest,digests,compare,comparing,cancel,stop,edit,rerun,break down,breakdown,button,buttons,form,menu,slash,command,commands,install,subscribe,unsubscribe,schedule,scheduled,weekly',
    'retrain,rollback,roll back,import,token,tokens,api,http,thread,threads,mention,currency,currencies,budget,budgets,bid,bids,feedback,chart,charts,language,languages,delete,deleted,retention,privacy,personal data,ip addresses,admin,admins,administrator,administrators,permission,permissions,doctor,slack,supabase,clickhouse,postgres,redis,dm,direct message,channel,channels,change the dates,change the flight,start over,undo,ask you,excel,spreadsheet,duck,ducky,plan,plans,draft,booked,goal,goals,time zone,timezone,sql',
  ),
  works: lines(
    'determined,derived,work,works,working,function,made,computed,calculated,calculate,calculates,compute,estimated,use you,use this,use ducky,use it,what can you do,who are you,what are you,what do you do,what else can you,what can i ask,make forecasts,make a forecast,make predictions,forecasts made,forecast made,you forecast,do you predict,handle,handles,treat,considered,consider,count,counted,takes into account,take into account',
  ),
  part: lines(
    'filter,filters,part,parts,targeting,criteria,criterion,dimension,dimensions,condition,conditions,setting,settings',
  ),
  /** Asks for another forecast. */
  supposes: lines(
    'what if,suppose,if i,if we,would it be,what about,how about,instead of,forecast for,and on,and in',
  ),
  tests: lines('how many,how much'),
  ahead: lines('would,will,can,could,may,might,expect,next,tomorrow,available'),
  /** Parts of a plan. */
  plan: lines(
    'women,woman,men,man,female,females,male,males,girls,boys,ladies,ios,android,iphone,iphones,ipad,ipads,windows,macos,phone,phones,mobile,tablet,tablets,desktop,desktops,ctv,tv,video,banner,banners,native,audio,interstitial,rewarded,display,wifi,4g,5g,next,tomorrow,aged',
  ),
  /** Nothing of ours, whatever else is said. */
  outside: lines(
    'your weekend,your day,your holiday,weather,joke,jokes,poem,poems,recipe,recipes,song,songs,news,football,cricket score,election,president,meaning of life,stock price,stock,stocks,share price,capital of,translate,lunch,dinner,password,passwords,system prompt,your instructions,previous instructions,all instructions,the instructions,prompt,jailbreak,pretend',
    'salary,salaries,vacation,vacations,holiday request,sick leave,annual leave,parental leave,maternity,hr,payslip,payroll,hire,fired,boss,colleague,appraisal,expenses,invoice,python,javascript,typescript,java,regex,function,code,class,bug,compile,docker,kubernetes,css,html,essay,email,bitcoin,crypto,movie,movies,film,doctor appointment,api key,api keys,secret key,credentials,environment variables',
  ),
} as const satisfies Readonly<Record<string, readonly string[]>>;
export type Idea = keyof typeof IDEAS;
