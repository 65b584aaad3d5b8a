"""The 210 districts of the national gazetteer: code, Khmer name, Latin name, and other spellings people type."""

from __future__ import annotations

DISTRICTS = """
0102 មង្គលបូរី|mongkol borey
0103 ភ្នំស្រុក|phnum srok
0104 ព្រះនេត្រព្រះ|preah netr preah
0105 អូរជ្រៅ|ou chrov
0106 សិរីសោភ័ណ|serei saophoan|sisophon|sereysophorn|serey sophorn|ស៊ីសុផុន|សិរីសោភ័ណ្ឌ
0107 ថ្មពួក|thma puok
0108 ស្វាយចេក|svay chek
0109 ម៉ាឡៃ|malai
0110 ប៉ោយប៉ែត|poipet|poi pet|poy pet|paoy paet|ប៉ោយបែត
0201 បាណន់|banan
0202 ថ្មគោល|thma koul
0203 បាត់ដំបង|battambang
0204 បវេល|bavel
0205 ឯកភ្នំ|aek phnum
0206 មោងឫស្សី|moung ruessei
0207 រតនមណ្ឌល|rotonak mondol
0208 សង្កែ|sangkae
0209 សំឡូត|samlout
0210 សំពៅលូន|sampov lun
0211 ភ្នំព្រឹក|phnum proek
0212 កំរៀង|kamrieng
0213 គាស់ក្រឡ|koas krala
0214 រុក្ខគិរី|rukh kiri
0301 បាធាយ|batheay
0302 ចំការលើ|chamkar leu
0303 ជើងព្រៃ|cheung prey
0305 កំពង់ចាម|kampong cham
0306 កំពង់សៀម|kampong siem
0307 កងមាស|kang meas
0308 កោះសូទិន|kaoh soutin
0313 ព្រៃឈរ|prey chhor
0314 ស្រីសន្ធរ|srei santhor
0315 ស្ទឹងត្រង់|stueng trang
0401 បរិបូណ៌|baribour
0402 ជលគីរី|chol kiri
0403 កំពង់ឆ្នាំង|kampong chhnang
0404 កំពង់លែង|kampong leaeng
0405 កំពង់ត្រឡាច|kampong tralach
0406 រលាប្អៀរ|rolea b'ier
0407 សាមគ្គីមានជ័យ|sameakki mean chey
0408 ទឹកផុស|tuek phos
0501 បរសេដ្ឋ|basedth
0502 ច្បារមន|chbar mon|chbar morn
0503 គងពិសី|kong pisei
0504 ឱរ៉ាល់|aural
0506 ភ្នំស្រួច|phnum sruoch
0507 សំរោងទង|samraong tong
0508 ថ្ពង|thpong
0509 ឧដុង្គម៉ែជ័យ|odongk maechay|oudong|odong|udong|ឧដុង្គ
0510 សាមគ្គីមុនីជ័យ|samkkei munichay
0601 បារាយណ៍|baray
0602 កំពង់ស្វាយ|kampong svay
0603 ស្ទឹងសែន|stueng saen
0604 ប្រាសាទបល្ល័ង្គ|prasat ballangk
0605 ប្រាសាទសំបូរ|prasat sambour
0606 សណ្ដាន់|sandan
0607 សន្ទុក|santuk
0608 ស្ទោង|stoung
0609 តាំងគោក|tang kouk
0701 អង្គរជ័យ|angkor chey
0702 បន្ទាយមាស|banteay meas
0703 ឈូក|chhuk
0704 ជុំគិរី|chum kiri
0705 ដងទង់|dang tong
0706 កំពង់ត្រាច|kampong trach
0707 ទឹកឈូ|tuek chhou
0708 កំពត|kampot
0709 បូកគោ|bokor
0801 កណ្ដាលស្ទឹង|kandal stueng
0802 កៀនស្វាយ|kien svay|kean svay
0803 ខ្សាច់កណ្ដាល|khsach kandal
0804 កោះធំ|kaoh thum
0805 លើកដែក|leuk daek
0806 ល្វាឯម|lvea aem
0807 មុខកំពូល|mukh kampul
0808 អង្គស្នួល|angk snuol|ang snuol|angsnoul|ang snoul
0809 ពញាឮ|ponhea lueu|ponhea leu|ponhea lu
0810 ស្អាង|s'ang
0811 តាខ្មៅ|ta khmau|takhmao|takmao|ta khmao
0812 សំពៅពូន|sampeou poun
0813 អរិយក្សត្រ|akreiy ksatr
0901 បុទុមសាគរ|botum sakor
0902 គិរីសាគរ|kiri sakor
0903 កោះកុង|kaoh kong
0904 ខេមរភូមិន្ទ|khemara phoumin
0905 មណ្ឌលសីមា|mondol seima
0906 ស្រែអំបិល|srae ambel|sre ambel
0907 ថ្មបាំង|thma bang
1001 ឆ្លូង|chhloung
1002 ក្រចេះ|kracheh
1003 ព្រែកប្រសព្វ|prek prasab|prek prasob
1004 សំបូរ|sambour
1005 ស្នួល|snuol
1006 ចិត្របុរី|chetr borei|chet borei|chit borei
1007 អូរគ្រៀងសែនជ័យ|ou krieng saenchey
1101 កែវសីមា|kaev seima
1102 កោះញែក|kaoh nheaek
1103 អូររាំង|ou reang
1104 ពេជ្រាដា|pech chreada
1105 សែនមនោរម្យ|saen monourom
1201 ចំការមន|chamkar mon|chamkar morn|chamka mon
1202 ដូនពេញ|doun penh|daun penh|duon penh|don penh|daunpenh
1203 7មករា|prampir meakkakra|7 makara|prampi makara|pram pi makara|ប្រាំពីរមករា
1204 ទួលគោក|tuol kouk|toul kork|toul kok|tuol kork|toul kouk|tuolkork|tk
1205 ដង្កោ|dangkao|dangkor|dongkor|dang kor
1206 មានជ័យ|mean chey|meanchey
1207 ឫស្សីកែវ|russey keo|russei keo|reussey keo|russey kaev|ruessei kaev|ឬស្សីកែវ|រស្សីកែវ
1208 សែនសុខ|sen sok|saen sokh|saensok|sensok
1209 ពោធិ៍សែនជ័យ|pur senchey|por sen chey|posenchey|po senchey|porsenchey|ពោធិសែនជ័យ|ពោសែនជ័យ
1210 ជ្រោយចង្វារ|chrouy changvar|chroy changvar|chroy chongva|chroy chang va
1211 ព្រែកព្នៅ|praek pnov|prek pnov|preaek phnov|prek phnov
1212 ច្បារអំពៅ|chbar ampov|chba ampov|chbar ampeou|chbar om pov
1213 បឹងកេងកង|boeng keng kang|bkk|boeung keng kang|beoung keng kang
1214 កំបូល|kamboul|kambol
1301 ជ័យសែន|chey saen
1302 ឆែប|chhaeb
1303 ជាំក្សាន្ដ|choam ksant
1304 គូលែន|kuleaen
1305 រវៀង|rovieng
1306 សង្គមថ្មី|sangkum thmei
1307 ត្បែងមានជ័យ|tbaeng mean chey
1308 ព្រះវិហារ|preah vihear
1401 បាភ្នំ|ba phnum
1402 កំចាយមារ|kamchay mear
1403 កំពង់ត្របែក|kampong trabaek
1404 កញ្ជ្រៀច|kanhchriech
1405 មេសាង|me sang
1406 ពាមជរ|peam chor
1407 ពាមរក៍|peam ro
1408 ពារាំង|pea reang
1409 ព្រះស្ដេច|preah sdach
1410 ព្រៃវែង|prey veng
1411 ពោធិ៍រៀង|pur rieng
1412 ស៊ីធរកណ្ដាល|sithor kandal
1413 ស្វាយអន្ទរ|svay antor
1501 បាកាន|bakan
1502 កណ្ដៀង|kandieng
1503 ក្រគរ|krakor
1504 ភ្នំក្រវ៉ាញ|phnum kravanh
1505 ពោធិ៍សាត់|pursat
1506 វាលវែង|veal veaeng|veal veng
1507 តាលោសែនជ័យ|ta lou senchey
1601 អណ្ដូងមាស|andoung meas
1602 បានលុង|ban lung|banlung
1603 បរកែវ|bar kaev
1604 កូនមុំ|koun mom
1605 លំផាត់|lumphat
1606 អូរជុំ|ou chum
1607 អូរយ៉ាដាវ|ou ya dav
1608 តាវែង|ta veaeng
1609 វើនសៃ|veun sai
1701 អង្គរជុំ|angkor chum
1702 អង្គរធំ|angkor thum
1703 បន្ទាយស្រី|banteay srei
1704 ជីក្រែង|chi kraeng
1706 ក្រឡាញ់|kralanh
1707 ពួក|puok
1709 ប្រាសាទបាគង|prasat bakong
1710 សៀមរាប|siem reap
1711 សូទ្រនិគម|soutr nikom
1712 ស្រីស្នំ|srei snam
1713 ស្វាយលើ|svay leu
1714 វ៉ារិន|varin
1715 រុនតាឯកតេជោសែន|run ta aek techo sen
1801 ព្រះសីហនុ|preah sihanouk
1802 ព្រៃនប់|prey nob|prey nup|preynob
1803 ស្ទឹងហាវ|stueng hav|steung hav
1804 កំពង់សីលា|kampong seila
1805 កោះរ៉ុង|kaoh rung
1806 កំពង់សោម|kampong soam
1901 សេសាន|sesan
1902 សៀមបូក|siem bouk
1903 សៀមប៉ាង|siem pang
1904 ស្ទឹងត្រែង|stueng traeng
1905 ថាឡាបរិវ៉ាត់|thala barivat
1906 បុរីអូរស្វាយសែនជ័យ|borei ou svay senchey
2001 ចន្ទ្រា|chantrea
2002 កំពង់រោទិ៍|kampong rou
2003 រំដួល|rumduol
2004 រមាសហែក|romeas haek
2005 ស្វាយជ្រំ|svay chrum
2006 ស្វាយរៀង|svay rieng
2007 ស្វាយទាប|svay teab
2008 បាវិត|bavet|ba vet
2101 អង្គរបូរី|angkor borei
2102 បាទី|bati
2103 បូរីជលសារ|borei cholsar
2104 គីរីវង់|kiri vong
2105 កោះអណ្ដែត|kaoh andaet
2106 ព្រៃកប្បាស|prey kabbas
2107 សំរោង|samraong
2108 ដូនកែវ|doun kaev|daun keo|doun keo|don keo
2109 ត្រាំកក់|tram kak
2110 ទ្រាំង|treang
2201 អន្លង់វែង|anlong veaeng|anlong veng
2202 បន្ទាយអំពិល|banteay ampil
2203 ចុងកាល់|chong kal
2204 សំរោង|samraong
2205 ត្រពាំងប្រាសាទ|trapeang prasat
2301 ដំណាក់ចង្អើរ|damnak chang'aeur
2302 កែប|kep
2401 ប៉ៃលិន|pailin
2402 សាលាក្រៅ|sala krau
2501 តំបែរ|dambae
2502 ក្រូចឆ្មារ|krouch chhmar
2503 មេមត់|memot|memut|mimot
2504 អូររាំងឪ|ou reang ov
2505 ពញាក្រែក|ponhea kraek
2506 សួង|suong
2507 ត្បូងឃ្មុំ|tboung khmum
"""
"""One district a line; from fact G01 (the NCDD gazetteer, MIT)."""
