/** Header rows written from what each system and language calls things: what they are, the row, and what it means. */
export type HeaderRow = [what: string, header: string, meaning: string];

export const systemRows: HeaderRow[] = [
  // Salesforce
  [
    'salesforce opportunities',
    'ID,ISDELETED,ACCOUNTID,NAME,STAGENAME,AMOUNT,PROBABILITY,CLOSEDATE,TYPE,LEADSOURCE,ISCLOSED,ISWON,OWNERID,CREATEDDATE',
    'id=ID,name=NAME,account=ACCOUNTID,stage=STAGENAME,amount=AMOUNT,close=CLOSEDATE,owner=OWNERID,created_at=CREATEDDATE,is_won=ISWON',
  ],
  [
    'salesforce opportunities',
    'Id;Name;Account.Name;Owner.Name;StageName;Amount;CloseDate;CreatedDate;IsWon',
    'id=Id,account=Account.Name,owner=Owner.Name,stage=StageName,amount=Amount',
  ],
  [
    'salesforce opportunities',
    'Stage,Owner Role,Opportunity Name,Opportunity Owner,Stage Duration,Close Date',
    'stage=Stage,name=Opportunity Name,owner=Opportunity Owner,close=Close Date',
  ],
  [
    'salesforce opportunities',
    'Opportunity Owner,Account Name,Opportunity Name,Stage,Fiscal Period,Amount,Expected Revenue,Probability (%),Age,Close Date,Created Date,Next Step,Lead Source,Type',
    'owner=Opportunity Owner,name=Opportunity Name,amount=Amount,probability=Probability (%),close=Close Date,created_at=Created Date',
  ],
  [
    'salesforce stage-history',
    'Opportunity Name,Opportunity Owner,From Stage,To Stage,Stage Duration,Amount,Probability (%),Last Modified,Last Modified By',
    'id=Opportunity Name,stage=To Stage,at=Last Modified,amount=Amount,owner=Opportunity Owner',
  ],
  [
    'salesforce stage-history',
    'ID,OPPORTUNITYID,CREATEDDATE,STAGENAME,AMOUNT,CLOSEDATE,PROBABILITY',
    'id=OPPORTUNITYID,at=CREATEDDATE,stage=STAGENAME',
  ],
  [
    'salesforce stage-history',
    'id,opportunity_id,created_by_id,created_date,stage_name,amount,close_date,probability,system_modstamp,_sdc_batched_at',
    'id=opportunity_id,at=created_date,stage=stage_name',
  ],
  [
    'salesforce activities',
    'Id,WhoId,WhatId,Subject,StartDateTime,EndDateTime,DurationInMinutes,OwnerId',
    'opportunity=WhatId,at=StartDateTime,owner=OwnerId',
  ],
  [
    'salesforce leads',
    'Id,FirstName,LastName,Company,LeadSource,Status,OwnerId,IsConverted,ConvertedDate,ConvertedOpportunityId,CreatedDate',
    'id=Id,company=Company,source=LeadSource,status=Status,is_converted=IsConverted,converted_at=ConvertedDate,opportunity=ConvertedOpportunityId',
  ],
  [
    'salesforce owners',
    'Id,Username,LastName,FirstName,Name,Department,UserRoleId,IsActive',
    'key=Id,name=Name',
  ],
  [
    'salesforce accounts',
    'Id,Name,Type,Industry,AnnualRevenue,NumberOfEmployees,BillingCountry',
    'key=Id,name=Name,segment=Industry,region=BillingCountry',
  ],
  [
    'salesforce targets',
    'Id,QuotaOwnerId,StartDate,QuotaAmount,CurrencyIsoCode,ForecastingTypeId',
    'owner=QuotaOwnerId,period=StartDate,amount=QuotaAmount',
  ],
  [
    'salesforce opportunities',
    'Opportunity-Inhaber,Accountname,Opportunity-Name,Phase,Betrag,Wahrscheinlichkeit (%),Schlusstermin,Erstelldatum',
    'owner=Opportunity-Inhaber,account=Accountname,name=Opportunity-Name,stage=Phase,amount=Betrag,close=Schlusstermin,created_at=Erstelldatum',
  ],
  [
    'salesforce opportunities',
    "Propriétaire de l'opportunité,Nom du compte,Nom de l'opportunité,Étape,Montant,Date de clôture,Date de création",
    "stage=Étape,amount=Montant,close=Date de clôture,created_at=Date de création,name=Nom de l'opportunité",
  ],
  // HubSpot
  [
    'hubspot opportunities',
    'Record ID,Deal Name,Deal Stage,Pipeline,Amount,Close Date,Create Date,Deal owner,Is Closed Won,Closed Lost Reason',
    'id=Record ID,stage=Deal Stage,is_won=Is Closed Won,loss_reason=Closed Lost Reason',
  ],
  [
    'hubspot opportunities',
    'hs_object_id,dealname,dealstage,pipeline,amount,closedate,createdate,hubspot_owner_id,hs_is_closed_won,hs_v2_date_entered_appointmentscheduled',
    'id=hs_object_id,name=dealname,owner=hubspot_owner_id,close=closedate,created_at=createdate',
  ],
  [
    'hubspot opportunities',
    'id,properties.dealname,properties.dealstage,properties.amount,properties.closedate,properties.createdate,properties.hubspot_owner_id',
    'name=properties.dealname,stage=properties.dealstage,amount=properties.amount,close=properties.closedate',
  ],
  [
    'hubspot opportunities',
    'ID de registro,Nombre del negocio,Etapa del negocio,Valor,Fecha de cierre,Fecha de creación,Propietario del negocio',
    'id=ID de registro,name=Nombre del negocio,stage=Etapa del negocio,amount=Valor,close=Fecha de cierre,created_at=Fecha de creación,owner=Propietario del negocio',
  ],
  [
    'hubspot opportunities',
    'レコードID,取引名,取引ステージ,金額,クローズ日,作成日,取引担当者',
    'id=レコードID,name=取引名,stage=取引ステージ,amount=金額,close=クローズ日,created_at=作成日,owner=取引担当者',
  ],
  [
    'hubspot stage-history',
    'deal_id,date_entered,value,source,source_id,_fivetran_synced',
    'id=deal_id,at=date_entered,stage=value',
  ],
  [
    'hubspot stage-history',
    'Record ID,Property name,Property value,Change date,Change source',
    'id=Record ID,field=Property name,new_value=Property value,at=Change date',
  ],
  [
    'hubspot activities',
    'Record ID,Activity type,Activity date,Activity assigned to,Call title,Associated Deal IDs',
    'opportunity=Associated Deal IDs,at=Activity date,type=Activity type,owner=Activity assigned to',
  ],
  [
    'hubspot accounts',
    'Record ID,Company name,Company owner,Industry,Country/Region,Lifecycle Stage',
    'key=Record ID,name=Company name,segment=Industry,region=Country/Region',
  ],
  // Pipedrive
  [
    'pipedrive opportunities',
    'id,title,value,currency,stage_id,pipeline_id,status,add_time,won_time,lost_time,expected_close_date,user_id,org_id,person_id,lost_reason,stage_change_time',
    'id=id,name=title,amount=value,stage=stage_id,status=status,created_at=add_time,owner=user_id,account=org_id,expected_close=expected_close_date,closed_at=won_time,lost_at=lost_time,stage_changed_at=stage_change_time',
  ],
  [
    'pipedrive opportunities',
    'Title,Creator,Owner,Value,Currency of Value,Organization,Pipeline,Stage,Status,Deal created,Won time,Lost time,Deal closed on,Expected close date',
    'name=Title,owner=Owner,amount=Value,account=Organization,stage=Stage,status=Status,created_at=Deal created,closed_at=Deal closed on',
  ],
  [
    'pipedrive opportunities',
    'Negócio - Título,Negócio - Proprietário,Negócio - Valor,Negócio - Etapa,Negócio - Status,Negócio - Data de criação',
    'name=Negócio - Título,owner=Negócio - Proprietário,amount=Negócio - Valor,stage=Negócio - Etapa,status=Negócio - Status',
  ],
  [
    'pipedrive activities',
    'Activity - Subject,Activity - Type,Activity - Due date,Activity - Done,Activity - Assigned to user,Activity - Deal',
    'opportunity=Activity - Deal,at=Activity - Due date,type=Activity - Type,subject=Activity - Subject',
  ],
  [
    'pipedrive accounts',
    'Organization - ID,Organization - Name,Organization - Owner,Organization - Country',
    'key=Organization - ID,name=Organization - Name',
  ],
  [
    'pipedrive stage-history',
    'id,item_id,field_key,old_value,new_value,user_id,log_time',
    'id=item_id,field=field_key,new_value=new_value,at=log_time',
  ],
  // Zoho
  [
    'zoho opportunities',
    'Record Id,Deal Owner.id,Deal Owner,Amount,Deal Name,Closing Date,Account Name.id,Account Name,Stage,Type,Probability (%),Lead Source,Created Time,Modified Time,Reason For Loss',
    'id=Record Id,owner=Deal Owner,account=Account Name,close=Closing Date,created_at=Created Time,loss_reason=Reason For Loss,probability=Probability (%)',
  ],
  [
    'zoho opportunities',
    'id,Deal_Name,Stage,Closing_Date,Amount,Owner,Created_Time,Account_Name,Lead_Source,Stage_Modified_Time',
    'id=id,name=Deal_Name,stage=Stage,close=Closing_Date,owner=Owner,created_at=Created_Time,stage_changed_at=Stage_Modified_Time',
  ],
  [
    'zoho opportunities',
    'POTENTIALID,Potential Name,Potential Owner,Stage,Amount,Closing Date,Created Time',
    'id=POTENTIALID,name=Potential Name,owner=Potential Owner',
  ],
  [
    'zoho stage-history',
    'Deal Name,Stage,Moved To,Amount,Probability (%),Closing Date,Stage Duration (Calendar Days),Modified Time,Modified By',
    'id=Deal Name,stage=Moved To,at=Modified Time',
  ],
  [
    'zoho activities',
    'EVENTID,Event Owner,Subject,Start DateTime,End DateTime,Created Time,POTENTIALID',
    'opportunity=POTENTIALID,at=Start DateTime,owner=Event Owner',
  ],
  [
    'zoho leads',
    'Record Id,Lead Owner,Company,First Name,Last Name,Lead Status,Lead Source,Created Time',
    'id=Record Id,owner=Lead Owner,status=Lead Status,created_at=Created Time',
  ],
  // Dynamics
  [
    'dynamics opportunities',
    'opportunityid,name,estimatedvalue,estimatedclosedate,actualclosedate,statecode,statuscode,stepname,_ownerid_value,_parentaccountid_value,createdon',
    'id=opportunityid,name=name,amount=estimatedvalue,expected_close=estimatedclosedate,closed_at=actualclosedate,status=statecode,stage=stepname,owner=_ownerid_value,created_at=createdon',
  ],
  [
    'dynamics opportunities',
    '(Do Not Modify) Opportunity,(Do Not Modify) Row Checksum,(Do Not Modify) Modified On,Topic,Potential Customer,Est. Close Date,Est. Revenue,Contact,Account,Probability,Rating,Status',
    'id=(Do Not Modify) Opportunity,name=Topic,expected_close=Est. Close Date,amount=Est. Revenue,stage=Status',
  ],
  [
    'dynamics opportunities',
    '(Nicht ändern) Verkaufschance,(Nicht ändern) Zeilenprüfsumme,(Nicht ändern) Geändert am,Thema,Potenzieller Kunde,Gesch. Abschlussdatum,Gesch. Umsatz,Status,Besitzer,Erstellt am',
    'name=Thema,account=Potenzieller Kunde,expected_close=Gesch. Abschlussdatum,amount=Gesch. Umsatz,owner=Besitzer,created_at=Erstellt am',
  ],
  [
    'dynamics activities',
    'activityid,subject,activitytypecode,_regardingobjectid_value,scheduledend,actualend,statecode,_ownerid_value',
    'opportunity=_regardingobjectid_value,subject=subject,type=activitytypecode,at=actualend',
  ],
  [
    'dynamics accounts',
    '(Do Not Modify) Account,(Do Not Modify) Row Checksum,(Do Not Modify) Modified On,Account Name,Main Phone,Address 1: City,Primary Contact',
    'key=(Do Not Modify) Account,name=Account Name',
  ],
  // Odoo
  [
    'odoo opportunities',
    'Opportunity,Customer,Expected Revenue,Stage,Salesperson,Sales Team,Expected Closing,Created on,Closed Date,Lost Reason,Active,Probability',
    'name=Opportunity,account=Customer,amount=Expected Revenue,stage=Stage,owner=Salesperson,team=Sales Team,expected_close=Expected Closing,created_at=Created on,closed_at=Closed Date,is_active=Active',
  ],
  [
    'odoo opportunities',
    'id,name,stage_id/id,user_id/id,partner_id/id,expected_revenue,date_deadline,date_closed,create_date,active,probability,date_last_stage_update',
    'id=id,stage=stage_id/id,owner=user_id/id,amount=expected_revenue,expected_close=date_deadline,closed_at=date_closed,created_at=create_date,stage_changed_at=date_last_stage_update',
  ],
  [
    'odoo opportunities',
    'Opportunité,Client,Revenu espéré,Étape,Vendeur,Équipe commerciale,Clôture prévue,Créé le',
    'name=Opportunité,account=Client,amount=Revenu espéré,stage=Étape,owner=Vendeur,expected_close=Clôture prévue,created_at=Créé le',
  ],
  [
    'odoo opportunities',
    'Verkaufschance,Kunde,Erwarteter Umsatz,Phase,Vertriebsmitarbeiter,Vertriebsteam,Erwarteter Abschluss,Erstellt am',
    'name=Verkaufschance,account=Kunde,amount=Erwarteter Umsatz,stage=Phase,owner=Vertriebsmitarbeiter,expected_close=Erwarteter Abschluss',
  ],
  [
    'odoo opportunities',
    '商机,客户,预期收入,阶段,销售员,销售团队,预计结束,创建时间',
    'name=商机,account=客户,amount=预期收入,stage=阶段,owner=销售员,expected_close=预计结束,created_at=创建时间',
  ],
  // Freshsales
  [
    'freshsales opportunities',
    'Deal name,Deal value,Deal stage,Deal pipeline,Sales owner,Account name,Expected close date,Closed date,Created at,Lost reason',
    'name=Deal name,amount=Deal value,stage=Deal stage,owner=Sales owner,account=Account name,expected_close=Expected close date,closed_at=Closed date,created_at=Created at',
  ],
  [
    'freshsales opportunities',
    'id,name,amount,deal_stage_id,deal_pipeline_id,owner_id,sales_account_id,expected_close,closed_date,created_at,stage_updated_time',
    'id=id,stage=deal_stage_id,owner=owner_id,account=sales_account_id,expected_close=expected_close,closed_at=closed_date,stage_changed_at=stage_updated_time',
  ],
  [
    'freshsales activities',
    'Title,Sales activity type,Sales activity outcome,Start date,Owner',
    'type=Sales activity type,at=Start date,owner=Owner',
  ],
  // Close
  [
    'close opportunities',
    'id,lead_id,lead_name,status_type,status_label,value,value_currency,confidence,user_name,date_created,date_won,date_lost,pipeline_name',
    'id=id,account=lead_name,status=status_type,stage=status_label,amount=value,owner=user_name,created_at=date_created,closed_at=date_won,lost_at=date_lost',
  ],
  [
    'close opportunities',
    'lead_name,status_label,status_type,value,value_period,confidence,user_name,date_created,date_won',
    'stage=status_label,amount=value',
  ],
  [
    'close stage-history',
    'id,opportunity_id,old_status_label,new_status_label,new_status_type,date_created,user_name',
    'id=opportunity_id,stage=new_status_label,at=date_created',
  ],
  // Copper
  [
    'copper opportunities',
    'Name,Company,Primary Contact,Owned By,Pipeline,Stage,Status,Value,Close Date,Win Probability,Loss Reason,Created At,Updated At',
    'name=Name,account=Company,owner=Owned By,stage=Stage,status=Status,amount=Value,close=Close Date,created_at=Created At',
  ],
  [
    'copper opportunities',
    'id,name,assignee_id,close_date,company_id,monetary_value,pipeline_id,pipeline_stage_id,primary_contact_id,status,win_probability,date_created',
    'id=id,name=name,owner=assignee_id,amount=monetary_value,stage=pipeline_stage_id,status=status,close=close_date',
  ],
  [
    'copper opportunities',
    'Opportunity ID,Name,Owned By,Stage,Value,Close Date,Interaction Count,Inactive Days,Last Contacted',
    'id=Opportunity ID,owner=Owned By,last_activity_at=Last Contacted',
  ],
  // Bitrix24
  [
    'bitrix24 opportunities',
    'ID,TITLE,STAGE_ID,CATEGORY_ID,OPPORTUNITY,CURRENCY_ID,ASSIGNED_BY_ID,COMPANY_ID,DATE_CREATE,CLOSEDATE,CLOSED,STAGE_SEMANTIC_ID',
    'id=ID,name=TITLE,stage=STAGE_ID,amount=OPPORTUNITY,owner=ASSIGNED_BY_ID,account=COMPANY_ID,created_at=DATE_CREATE,status=STAGE_SEMANTIC_ID',
  ],
  [
    'bitrix24 opportunities',
    'ID,Название сделки,Стадия сделки,Сумма,Валюта,Компания,Ответственный,Дата создания,Предполагаемая дата закрытия,Тип сделки,Источник',
    'id=ID,name=Название сделки,stage=Стадия сделки,amount=Сумма,currency=Валюта,account=Компания,owner=Ответственный,created_at=Дата создания,expected_close=Предполагаемая дата закрытия',
  ],
  [
    'bitrix24 opportunities',
    'ID,Deal Name,Deal Stage,Total,Currency,Company,Responsible person,Created on,Expected close date,Repeat deal',
    'name=Deal Name,stage=Deal Stage,amount=Total,owner=Responsible person,created_at=Created on,expected_close=Expected close date',
  ],
  [
    'bitrix24 stage-history',
    'ID,TYPE_ID,OWNER_ID,CREATED_TIME,CATEGORY_ID,STAGE_SEMANTIC_ID,STAGE_ID',
    'id=OWNER_ID,at=CREATED_TIME,stage=STAGE_ID',
  ],
  // NetSuite
  [
    'netsuite opportunities',
    'Internal ID,Document Number,Title,Entity Status,Projected Total,Probability,Expected Close,Sales Rep,Date Created,Company,Win/Loss Reason',
    'id=Internal ID,name=Title,stage=Entity Status,amount=Projected Total,expected_close=Expected Close,owner=Sales Rep,created_at=Date Created,loss_reason=Win/Loss Reason',
  ],
  [
    'netsuite opportunities',
    'NetSuite Opportunity ID,NetSuite Customer,NetSuite Opportunity Status,NetSuite Projected Total,NetSuite Sales Rep,NetSuite Expected Close Date',
    'id=NetSuite Opportunity ID,account=NetSuite Customer,stage=NetSuite Opportunity Status,amount=NetSuite Projected Total,owner=NetSuite Sales Rep',
  ],
  [
    'netsuite opportunities',
    'tranid,entity,entitystatus,projectedtotal,probability,expectedclosedate,salesrep,trandate',
    'id=tranid,account=entity,stage=entitystatus,amount=projectedtotal,expected_close=expectedclosedate,owner=salesrep,created_at=trandate',
  ],
  // RD Station, Agendor
  [
    'rdstation opportunities',
    'Nome da negociação,Etapa do funil de vendas,Responsável pela negociação,Valor da negociação,Data de criação,Data de fechamento,Funil',
    'name=Nome da negociação,stage=Etapa do funil de vendas,owner=Responsável pela negociação,amount=Valor da negociação,created_at=Data de criação,closed_at=Data de fechamento,pipeline=Funil',
  ],
  [
    'rdstation opportunities',
    'Nome,Empresa,Qualificação,Funil de vendas,Etapa,Estado,Motivo de Perda,Valor Único,Valor Recorrente,Data de criação,Data de fechamento,Previsão de fechamento,Responsável',
    'name=Nome,account=Empresa,stage=Etapa,status=Estado,amount=Valor Único,owner=Responsável,expected_close=Previsão de fechamento,closed_at=Data de fechamento',
  ],
  [
    'rdstation opportunities',
    'ID,Nome da negociação,Funil de vendas,Etapa do funil,Estado da negociação,Valor total,Responsável',
    'id=ID,status=Estado da negociação,stage=Etapa do funil',
  ],
  [
    'agendor opportunities',
    'Código do negócio,Título do negócio,Empresa relacionada,Valor do negócio,Etapa,Funil,Status do negócio,Usuário responsável,Data de início,Data de conclusão,Motivo da perda',
    'id=Código do negócio,name=Título do negócio,account=Empresa relacionada,amount=Valor do negócio,stage=Etapa,status=Status do negócio,owner=Usuário responsável,created_at=Data de início,closed_at=Data de conclusão',
  ],
  [
    'agendor opportunities',
    'Negócio,Empresa,Etapa,Funil,Valor total,Status,Usuário responsável,Data de cadastro,Previsão de conclusão',
    'name=Negócio,account=Empresa,stage=Etapa,amount=Valor total,owner=Usuário responsável,created_at=Data de cadastro',
  ],
  // China
  [
    'fxiaoke opportunities',
    '_id,name,sales_stage,sales_status,amount,probability,close_date,sales_process_id,owner,account_id,create_time,stg_changed_time',
    'id=_id,name=name,stage=sales_stage,status=sales_status,amount=amount,close=close_date,owner=owner,account=account_id,created_at=create_time,stage_changed_at=stg_changed_time',
  ],
  [
    'fxiaoke opportunities',
    '商机名称,客户名称,商机阶段,阶段状态,商机金额,赢率,预计成交日期,负责人,负责人所在部门,创建时间,阶段变更时间,输单原因',
    'name=商机名称,account=客户名称,stage=商机阶段,status=阶段状态,amount=商机金额,probability=赢率,expected_close=预计成交日期,owner=负责人,team=负责人所在部门,created_at=创建时间,stage_changed_at=阶段变更时间,loss_reason=输单原因',
  ],
  [
    'xiaoshouyi opportunities',
    '销售机会名称,客户名称,销售机会所有人,销售阶段,销售金额,结单日期,赢率,创建日期,输单原因,所属部门',
    'name=销售机会名称,account=客户名称,owner=销售机会所有人,stage=销售阶段,amount=销售金额,close=结单日期,created_at=创建日期,loss_reason=输单原因,team=所属部门',
  ],
  [
    'wukong opportunities',
    '商机名称,商机金额,客户名称,商机状态组,商机阶段,预计成交日期,负责人,创建时间,最后跟进时间',
    'name=商机名称,amount=商机金额,account=客户名称,pipeline=商机状态组,stage=商机阶段,expected_close=预计成交日期,owner=负责人,created_at=创建时间',
  ],
  [
    'kingdee opportunities',
    '商机编码,商机名称,客户编码,客户名称,商机阶段,预计金额,预计签单日期,销售员,销售部门,商机日期',
    'id=商机编码,name=商机名称,account=客户名称,stage=商机阶段,amount=预计金额,expected_close=预计签单日期,owner=销售员,team=销售部门,created_at=商机日期',
  ],
];

export const languageRows: HeaderRow[] = [
  [
    'en generic opportunities',
    'Deal,Client,Rep,Sales stage,Deal size (USD),Date opened,Target close,Win %',
    'name=Deal,account=Client,owner=Rep,stage=Sales stage,amount=Deal size (USD),created_at=Date opened,expected_close=Target close,probability=Win %',
  ],
  [
    'en generic opportunities',
    'oppNumber,customer,accountExecutive,phase,contractValue,signatureDate,openedOn',
    'id=oppNumber,account=customer,owner=accountExecutive,stage=phase,amount=contractValue,close=signatureDate,created_at=openedOn',
  ],
  [
    'en generic stage-history',
    'Deal ID,Old stage,New stage,Changed on,Changed by',
    'id=Deal ID,stage=New stage,at=Changed on',
  ],
  ['en generic targets', 'Rep,Quarter,Quota (EUR)', 'owner=Rep,period=Quarter,amount=Quota (EUR)'],
  ['en generic rates', 'Currency,Rate,Valid from', 'currency=Currency,rate=Rate,day=Valid from'],
  [
    'zh generic opportunities',
    '项目名称,客户公司,责任人,当前阶段,预计合同金额(含税),预计签约日期,立项日期,赢单率,下一步',
    'name=项目名称,account=客户公司,owner=责任人,stage=当前阶段,amount=预计合同金额(含税),expected_close=预计签约日期,created_at=立项日期,probability=赢单率,next_step=下一步',
  ],
  [
    'zh generic opportunities',
    '商機編號,商機名稱,客戶名稱,銷售階段,預計金額,預計成交日期,實際成交日期,負責人,建立日期',
    'id=商機編號,name=商機名稱,account=客戶名稱,stage=銷售階段,amount=預計金額,expected_close=預計成交日期,closed_at=實際成交日期,owner=負責人,created_at=建立日期',
  ],
  [
    'zh generic stage-history',
    '商机编号,原阶段,新阶段,变更时间,操作人',
    'id=商机编号,stage=新阶段,at=变更时间',
  ],
  ['zh generic targets', '销售员,月份,销售目标', 'owner=销售员,period=月份,amount=销售目标'],
  [
    'ko generic opportunities',
    '연도,번호,사업유형,담당,거래처(END),영업기회명,진행단계,예상매출(원),예상GP(원)',
    'id=번호,owner=담당,account=거래처(END),name=영업기회명,stage=진행단계,amount=예상매출(원)',
  ],
  [
    'ko generic opportunities',
    '영업기회명,고객사,상태,영업단계,예상마감일자,가능성',
    'name=영업기회명,account=고객사,status=상태,stage=영업단계,expected_close=예상마감일자,probability=가능성',
  ],
  [
    'ko generic opportunities',
    '딜 이름,회사,담당자,파이프라인 단계,금액,예상 수주일,생성일,성사일,실패 사유',
    'name=딜 이름,account=회사,owner=담당자,stage=파이프라인 단계,amount=금액,expected_close=예상 수주일,created_at=생성일,loss_reason=실패 사유',
  ],
  [
    'ko generic activities',
    '활동일,활동유형,담당자,영업기회명,내용',
    'at=활동일,type=활동유형,opportunity=영업기회명',
  ],
  [
    'ja generic opportunities',
    '案件番号,案件名,顧客名,営業担当者,進捗,受注予定日,見込金額,受注確度,登録日',
    'id=案件番号,name=案件名,account=顧客名,owner=営業担当者,stage=進捗,expected_close=受注予定日,amount=見込金額,probability=受注確度,created_at=登録日',
  ],
  [
    'ja generic opportunities',
    '案件ID,会社名,フェーズ,担当,金額(円),作成日,失注理由,受注日',
    'id=案件ID,account=会社名,stage=フェーズ,owner=担当,amount=金額(円),created_at=作成日,loss_reason=失注理由',
  ],
  [
    'de generic opportunities',
    'Vorgangsnummer;Kunde;Verkäufer;Vertriebsphase;Auftragswert;Angelegt am;Voraussichtlicher Abschluss;Verlustgrund',
    'id=Vorgangsnummer,account=Kunde,owner=Verkäufer,stage=Vertriebsphase,amount=Auftragswert,created_at=Angelegt am,expected_close=Voraussichtlicher Abschluss,loss_reason=Verlustgrund',
  ],
  [
    'de generic opportunities',
    'Projektname;Firma;Zuständig;Status;Umsatz (EUR);Wahrscheinlichkeit;Abschlussdatum',
    'name=Projektname,account=Firma,owner=Zuständig,stage=Status,amount=Umsatz (EUR),probability=Wahrscheinlichkeit,close=Abschlussdatum',
  ],
  [
    'es generic opportunities',
    'Oportunidad;Cliente;Vendedor;Etapa;Importe;Fecha de creación;Cierre previsto;Motivo de pérdida',
    'name=Oportunidad,account=Cliente,owner=Vendedor,stage=Etapa,amount=Importe,created_at=Fecha de creación,expected_close=Cierre previsto,loss_reason=Motivo de pérdida',
  ],
  [
    'es generic opportunities',
    'ID oportunidad;Empresa;Ejecutivo;Fase;Monto estimado;Fecha de apertura;Fecha estimada de cierre;Fecha real de cierre',
    'id=ID oportunidad,account=Empresa,owner=Ejecutivo,stage=Fase,amount=Monto estimado,created_at=Fecha de apertura,expected_close=Fecha estimada de cierre,closed_at=Fecha real de cierre',
  ],
  [
    'pt generic opportunities',
    'Oportunidade;Conta;Proprietário;Fase;Montante;Data de abertura;Fecho previsto',
    'name=Oportunidade,account=Conta,owner=Proprietário,stage=Fase,amount=Montante,created_at=Data de abertura',
  ],
  [
    'pt generic opportunities',
    'Número da oportunidade;Cliente;Consultor;Estágio;Valor estimado;Data de cadastro;Data prevista de fechamento;Probabilidade',
    'id=Número da oportunidade,account=Cliente,owner=Consultor,stage=Estágio,amount=Valor estimado,created_at=Data de cadastro,expected_close=Data prevista de fechamento,probability=Probabilidade',
  ],
  [
    'fr generic opportunities',
    'Affaire;Société;Commercial;Étape de vente;Montant HT;Date de création;Date de signature prévue;Probabilité',
    'name=Affaire,account=Société,owner=Commercial,stage=Étape de vente,created_at=Date de création,expected_close=Date de signature prévue,probability=Probabilité,amount=Montant HT',
  ],
  [
    'fr generic opportunities',
    "Réf. opportunité;Client;Responsable;Statut;Chiffre d'affaires;Ouverture;Clôture estimée;Raison de la perte",
    "id=Réf. opportunité,account=Client,owner=Responsable,stage=Statut,amount=Chiffre d'affaires,created_at=Ouverture,expected_close=Clôture estimée,loss_reason=Raison de la perte",
  ],
  [
    'ru generic opportunities',
    'Номер сделки;Сделка;Клиент;Менеджер;Этап;Бюджет;Дата создания;Планируемая дата закрытия;Причина отказа',
    'id=Номер сделки,name=Сделка,account=Клиент,owner=Менеджер,stage=Этап,amount=Бюджет,created_at=Дата создания,expected_close=Планируемая дата закрытия,loss_reason=Причина отказа',
  ],
  [
    'ru generic opportunities',
    'Название;Контрагент;Ответственный менеджер;Статус сделки;Сумма, руб.;Создана;Дата завершения;Вероятность',
    'name=Название,account=Контрагент,owner=Ответственный менеджер,stage=Статус сделки,created_at=Создана,close=Дата завершения,probability=Вероятность',
  ],
];
