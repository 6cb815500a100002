/** A city with public facts: where it is and how many people its agglomeration had in the Census of India 2011. */
export interface City {
  readonly name: string;
  readonly code: string;
  readonly lon: number; // degrees, to a twentieth
  readonly lat: number; // degrees, to a twentieth
  readonly lakhs: number; // inhabitants in 100,000, rounded
  readonly interchange: boolean; // one of the 13 places where custody passes
  readonly fulfilmentCentres: number; // synthetic spread over cities and states where centres are known to be
  readonly sortCentres: number;
}

/** Name, code, longitude, latitude, lakhs, then `x` interchange, `fN` fulfilment centres, `sN` sort centres. */
const TABLE = `
Delhi DEL 77.20 28.65 163 x f8 s2|Mumbai BOM 72.85 19.05 184 x f7 s2|Bengaluru BLR 77.60 12.95 85 x f6 s2
Chennai MAA 80.25 13.10 87 x f5 s1|Kolkata CCU 88.35 22.55 141 x f5 s1|Hyderabad HYD 78.45 17.40 77 x f6 s1
Ahmedabad AMD 72.60 23.05 63 x f3 s1|Pune PNQ 73.85 18.50 50 x f3 s1|Lucknow LKO 80.95 26.85 29 x f2 s1
Jaipur JAI 75.80 26.90 30 x f2 s1|Patna PAT 85.15 25.60 20 x f2 s1|Guwahati GAU 91.75 26.15 10 x f1 s1
Bhopal BHO 77.40 23.25 19 x f1 s1|Surat STV 72.85 21.20 46 f1 s1|Kanpur KNU 80.35 26.45 29 s1
Nagpur NAG 79.10 21.15 25 f1 s1|Indore IDR 75.85 22.70 22 f1 s1|Coimbatore CJB 76.95 11.00 21 f1 s1
Kochi COK 76.30 10.00 21 f1 s1|Ludhiana LUH 75.85 30.90 16 f2 s1|Visakhapatnam VTZ 83.25 17.70 17 f1 s1
Chandigarh IXC 76.80 30.75 10 f1 s1|Vadodara BDQ 73.20 22.30 18 s1|Vijayawada VGA 80.65 16.50 15 s1
Bhubaneswar BBI 85.85 20.25 9 f1 s1|Ranchi IXR 85.35 23.35 11 s1|Raipur RPR 81.65 21.25 11 f1 s1
Dehradun DED 78.05 30.30 7 s1|Jammu IXJ 74.85 32.75 7 s1|Varanasi VNS 82.95 25.30 14 s1
Nashik ISK 73.80 20.00 16 s1|Madurai IXM 78.10 9.90 15 s1|Thiruvananthapuram TRV 76.95 8.50 17 s1
Siliguri IXB 88.45 26.70 7 s1|Jodhpur JDH 73.05 26.30 11 s1|Agra AGR 78.00 27.20 17 s1
Hubballi HBX 75.15 15.35 9 s1|Rajkot RAJ 70.80 22.30 14 s1|Goa GOI 74.00 15.40 4 s1
Amritsar ATQ 74.85 31.65 12|Prayagraj IXD 81.85 25.45 12|Jabalpur JLR 79.95 23.15 13
Gwalior GWL 78.20 26.20 11|Aurangabad IXU 75.35 19.90 12|Kozhikode CCJ 75.80 11.25 20
Thrissur TCR 76.20 10.50 19|Kannur CNN 75.40 11.85 16|Kollam QLN 76.60 8.90 11
Malappuram MLP 76.05 11.05 17|Jamshedpur IXW 86.20 22.80 13|Dhanbad DHN 86.45 23.80 12
Asansol ASN 86.95 23.70 12|Tiruchirappalli TRZ 78.70 10.80 10|Salem SXV 78.15 11.65 9
Tiruppur TUP 77.35 11.10 10|Meerut MRT 77.70 29.00 14|Srinagar SXR 74.80 34.10 13
Kota KTU 75.85 25.20 10|Bareilly BEK 79.40 28.35 10|Moradabad MBD 78.80 28.85 9
Aligarh ALG 78.10 27.90 9|Saharanpur SRE 77.55 29.95 7|Gorakhpur GOP 83.35 26.75 7
Jalandhar JUC 75.60 31.35 9|Solapur SSE 75.90 17.65 10|Kolhapur KLH 74.25 16.70 6
Mysuru MYQ 76.65 12.30 10|Mangaluru IXE 74.85 12.90 6|Belagavi IXG 74.50 15.85 6
Kalaburagi GBI 76.85 17.35 5|Ballari BEP 76.90 15.15 4|Warangal WGC 79.60 18.00 8
Aizawl AJL 92.70 23.75 2.9|Itanagar HGI 93.65 27.10 0.6|Port_Blair IXZ 92.75 11.65 1.1
Leh IXL 77.60 34.15 0.3|Shimla SLV 77.15 31.10 1.7|Hisar HSS 75.70 29.15 3
Guntur GNT 80.45 16.30 7|Nellore NLR 79.95 14.45 6|Tirupati TIR 79.40 13.65 5
Kurnool KJB 78.05 15.85 5|Rajahmundry RJA 81.80 17.00 5|Anantapur ATP 77.60 14.70 3
Cuttack CTC 85.90 20.45 7|Rourkela RRK 84.85 22.25 6|Berhampur BAM 84.80 19.30 4
Sambalpur SBP 83.95 21.45 3|Bilaspur PAB 82.15 22.10 5|Durg DRG 81.30 21.20 11
Bhavnagar BHU 72.15 21.75 6|Jamnagar JGA 70.05 22.45 6|Bikaner BKB 73.30 28.00 6
Udaipur UDR 73.70 24.60 5|Ajmer AII 74.65 26.45 6|Muzaffarpur MFP 85.40 26.10 4
Gaya GAY 85.00 24.80 5|Bhagalpur BGP 87.00 25.25 4|Darbhanga DBR 85.90 26.15 3
Dibrugarh DIB 94.90 27.50 1.4|Silchar IXS 92.80 24.80 2.3|Agartala IXA 91.30 23.85 4
Imphal IMF 93.95 24.80 4|Shillong SHL 91.90 25.55 3.5|Dimapur DMU 93.75 25.90 1.2
Ambala UMB 76.80 30.35 4|Karnal KUN 76.95 29.70 3|Rohtak ROK 76.60 28.90 4
Bathinda BUP 74.95 30.20 3|Haldwani HDW 79.50 29.20 2.3|Jhansi JHS 78.55 25.45 5
Satna STA 80.85 24.60 3|Ujjain UJN 75.80 23.20 5|Ratlam RTM 75.05 23.35 3
Akola AK 77.00 20.70 4|Jalgaon JL 75.55 21.00 5|Nanded NED 77.30 19.15 6
Tirunelveli TEN 77.70 8.75 5|Vellore VLR 79.15 12.90 5|Puducherry PNY 79.80 11.95 6.5
Erode ED 77.75 11.35 5|Kadapa CDP 78.80 14.50 3.4|Davanagere DVG 75.90 14.45 4.4
Vijayapura BJP 75.70 16.85 3.3|Bhuj BHJ 69.65 23.25 2|Mehsana MSH 72.40 23.60 2
`;

/** Cities in descending importance to the networks; the first 94 have a large mail hub. */
export const CITIES: readonly City[] = TABLE.trim()
  .split(/[|\n]/)
  .map((row) => {
    const [name, code, lon, lat, lakhs, ...marks] = row.trim().split(' ') as [string, string, string, string, string];
    const countOf = (letter: string) =>
      Number((marks as string[]).find((mark) => mark.startsWith(letter))?.slice(1) ?? 0);
    return {
      name: name.replace('_', ' '),
      code,
      lon: Number(lon),
      lat: Number(lat),
      lakhs: Number(lakhs),
      interchange: (marks as string[]).includes('x'),
      fulfilmentCentres: countOf('f'),
      sortCentres: countOf('s'),
    };
  });

/** City by its code; undefined when the table has none. */
export function findCity(code: string): City | undefined {
  return CITIES.find((city) => city.code === code);
}

/** Main lines with mail or parcel trains, by city codes in running order; trains run both ways. Stops are a selection. */
export const RAIL_LINES: readonly (readonly string[])[] = `
DEL ALG KNU IXD VNS PAT ASN CCU|DEL KTU RTM BDQ STV BOM|DEL AGR GWL JHS BHO NAG WGC VGA NLR MAA
CCU BBI BAM VTZ RJA VGA NLR MAA|BOM PNQ SSE GBI ATP BLR|BOM ISK JL AK NAG DRG RPR PAB RRK IXW CCU
BOM STV BDQ AMD MSH AII JAI DEL|MAA SXV ED CJB TCR COK QLN TRV|BLR SXV TRZ IXM TEN|BLR MYQ IXE CNN CCJ
HYD WGC VGA VTZ BBI CCU|HYD KJB ATP BLR|DEL MRT SRE UMB LUH JUC ATQ|DEL UMB LUH JUC IXJ|DEL MBD BEK LKO GOP MFP DBR
GAU DMU DIB|CCU IXB GAU|PAT BGP IXB GAU|DEL ROK HSS BKB JDH|AMD UDR AII JAI|DEL JAI JDH|LKO KNU JHS BHO IDR
PAT GAY DHN IXR IXW BBI|HYD NED IXU ISK BOM|PNQ KLH BJP HBX BLR|BOM GOI IXE CCJ COK TRV|MAA TIR CDP KJB HYD
RAJ AMD BDQ RTM UJN BHO JLR STA IXD VNS|JGA RAJ AMD|BHJ AMD STV BOM|NAG RPR SBP BBI|DEL MBD DED|MAA VLR BLR HBX GOI
MAA PNY TRZ IXM TEN TRV|GAU SHL IXS IXA|LKO VNS GAY DHN ASN CCU|DEL KNU LKO GOP`
  .trim()
  .split(/[|\n]/)
  .map((line) => line.trim().split(' '));

/** Airports between which the post buys belly space, every pair both ways once a night. */
export const POST_AIRPORTS: readonly string[] = 'DEL BOM BLR MAA CCU HYD AMD LKO PAT GAU COK SXR IXZ IXA IMF IXL'.split(
  ' ',
);

/** The carrier's freighter rotation (public: a 737-800F between these four since 2023). */
export const CARRIER_AIRPORTS: readonly string[] = ['HYD', 'BLR', 'DEL', 'BOM'];
