/** Naver's own list of couriers (provider's API description of 2026-08-06). */
export const deliveryCompanies = [
  ...['CJGLS', 'KGB', 'DONGBU', 'EPOST', 'REGISTPOST', 'HANJIN', 'HYUNDAI', 'KGBLS', 'INNOGIS', 'DAESIN'],
  ...['ILYANG', 'KDEXP', 'CHUNIL', 'CH1', 'HDEXP', 'CVSNET', 'DHL', 'FEDEX', 'GSMNTON', 'WARPEX', 'WIZWA'],
  ...['EMS', 'DHLDE', 'ACIEXPRESS', 'EZUSA', 'PANTOS', 'UPS', 'HLCGLOBAL', 'KOREXG', 'TNT', 'SWGEXP'],
  ...['DAEWOON', 'USPS', 'IPARCEL', 'KUNYOUNG', 'HPL', 'DADREAM', 'SLX', 'SFEXPRESS', 'HONAM'],
];
