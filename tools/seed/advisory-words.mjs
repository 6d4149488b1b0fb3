// What the demonstration says of each weakness and notice, in our own words.
export const TITLES = {
  'CVE-2024-3400': [
    'Un inconnu peut commander le pare-feu par GlobalProtect',
    'Le portail d’accès distant du pare-feu écrit un fichier dont le nom vient du visiteur, puis l’exécute : commandes en tant que root, sans compte.',
  ],
  'CVE-2024-21762': [
    'Écriture hors limites dans le VPN SSL de FortiOS',
    'Une requête HTTP déforme la mémoire du service VPN SSL et permet d’exécuter du code sans compte.',
  ],
  'CVE-2024-23113': [
    'Une chaîne de format livre FortiOS par le service FGFM',
    'Le service de liaison avec FortiManager interprète une chaîne reçue : exécution de code à distance sans compte.',
  ],
  'CVE-2024-47575': [
    'FortiManager accepte des équipements sans les authentifier',
    'Une fonction essentielle n’exige pas d’authentification : un attaquant inscrit son équipement et commande le gestionnaire.',
  ],
  'CVE-2024-24919': [
    'La passerelle Check Point laisse lire ses fichiers',
    'Avec l’accès distant activé, une requête suffit à lire des fichiers, empreintes de mots de passe comprises.',
  ],
  'CVE-2024-21893': [
    'Ivanti Connect Secure relaie des requêtes vers l’intérieur',
    'Le composant SAML fait sortir des requêtes choisies par l’attaquant et donne accès à des ressources réservées.',
  ],
  'CVE-2024-21888': [
    'Un utilisateur d’Ivanti Connect Secure devient administrateur',
    'Une élévation de privilèges dans l’interface Web donne les droits d’administration.',
  ],
  'CVE-2024-4577': [
    'PHP en CGI sous Windows exécute les arguments de l’URL',
    'Sous Windows, la conversion de caractères permet de passer des options à php-cgi, donc d’exécuter du code. Linux n’est pas concerné.',
  ],
  'CVE-2023-22527': [
    'Confluence exécute le gabarit qu’un inconnu lui envoie',
    'Une injection dans le moteur de gabarits donne l’exécution de code sans compte.',
  ],
  'CVE-2023-22515': [
    'Confluence laisse créer un administrateur',
    'L’assistant d’installation peut être rejoué à distance pour créer un compte d’administration.',
  ],
  'CVE-2024-27198': [
    'TeamCity : l’authentification se contourne',
    'Un chemin d’URL particulier donne les droits d’administration de la chaîne d’intégration.',
  ],
  'CVE-2024-27199': [
    'TeamCity : une traversée de chemin ouvre des pages réservées',
    'Certaines pages d’administration répondent sans authentification.',
  ],
  'CVE-2024-1709': [
    'ScreenConnect laisse refaire l’installation',
    'L’assistant d’installation se rejoue sur un serveur en service : prise de contrôle complète.',
  ],
  'CVE-2024-1708': [
    'ScreenConnect écrit hors de son dossier',
    'Une traversée de chemin dans une extension permet d’exécuter du code.',
  ],
  'CVE-2024-36401': [
    'GeoServer évalue les noms de propriétés',
    'Une requête OGC fait évaluer une expression : exécution de code sans compte.',
  ],
  'CVE-2024-38475': [
    'Une règle de réécriture d’Apache httpd ouvre des fichiers du système',
    'Un échappement incorrect dans mod_rewrite fait correspondre une URL à un fichier qui n’aurait pas dû être servi.',
  ],
  'CVE-2024-27316': [
    'Apache httpd : des en-têtes HTTP/2 sans fin épuisent la mémoire',
    'Les trames de continuation sont gardées en mémoire sans limite.',
  ],
  'CVE-2024-38476': [
    'Apache httpd suit les en-têtes d’un serveur d’arrière-plan malveillant',
    'Une application compromise derrière le serveur peut faire exécuter des gestionnaires locaux ou divulguer des informations.',
  ],
  'CVE-2024-38473': [
    'Le relais d’Apache httpd se trompe d’URL et contourne l’authentification',
    'Un encodage particulier est transmis tel quel au service placé derrière.',
  ],
  'CVE-2024-6387': [
    'regreSSHion : une course dans OpenSSH peut donner root',
    'Le traitement d’un délai dépassé appelle des fonctions qui ne le supportent pas ; sur glibc, exécution de code avant authentification.',
  ],
  'CVE-2024-3094': [
    'Une porte dérobée dans les archives de xz',
    'Les archives 5.6.0 et 5.6.1 contiennent du code ajouté qui atteint OpenSSH par la bibliothèque liblzma.',
  ],
  'CVE-2024-38856': [
    'OFBiz affiche des écrans sans vérifier les droits',
    'Un contrôle d’autorisation manquant mène à l’exécution de code.',
  ],
  'CVE-2024-45195': [
    'OFBiz : un accès direct contourne les contrôles',
    'Une vue atteinte directement permet d’exécuter du code sans compte.',
  ],
  'CVE-2024-36104': [
    'OFBiz : une traversée de chemin mène à l’exécution de code',
    'Un chemin déformé échappe au filtre et atteint des écrans d’administration.',
  ],
  'CVE-2024-45507': [
    'OFBiz charge une ressource distante et l’exécute',
    'Une requête relayée par le serveur mène à une injection de code.',
  ],
  'CVE-2024-28987': [
    'Web Help Desk contient un mot de passe inscrit en dur',
    'Un compte caché permet de lire et de modifier les demandes.',
  ],
  'CVE-2024-40711': [
    'Veeam désérialise ce qu’un inconnu lui envoie',
    'Exécution de code à distance sans compte sur le serveur de sauvegarde.',
  ],
  'CVE-2024-5806': [
    'MOVEit Transfer se trompe d’utilisateur en SFTP',
    'L’authentification par clé peut être contournée dans le module SFTP.',
  ],
  'CVE-2024-37383': [
    'Roundcube exécute un script caché dans une image SVG',
    'Un message ouvert suffit : le script agit dans la session de l’agent.',
  ],
  'CVE-2024-45519': [
    'Zimbra exécute une adresse de courriel',
    'Le service postjournal passe une adresse reçue à l’interpréteur de commandes.',
  ],
  'CVE-2024-45518': [
    'Zimbra relaie des requêtes vers l’intérieur',
    'Une requête de service, choisie par un compte, atteint des ressources internes et peut mener plus loin.',
  ],
  'CVE-2023-34048': [
    'vCenter : écriture hors limites par DCERPC',
    'Un accès réseau au serveur de gestion suffit à exécuter du code.',
  ],
  'CVE-2024-37085': [
    'ESXi donne l’administration à un groupe que chacun peut recréer',
    'Qui peut créer un groupe dans l’annuaire obtient tous les droits sur l’hyperviseur joint au domaine.',
  ],
  'CVE-2024-38063': [
    'Windows : des paquets IPv6 suffisent à exécuter du code',
    'Un débordement d’entier dans la pile TCP/IP, sans action de l’utilisateur.',
  ],
  'CVE-2024-38112': [
    'Windows : un raccourci Internet ouvre l’ancien moteur d’affichage',
    'Un fichier piégé fait ouvrir une page par MSHTML.',
  ],
  'CVE-2024-38077': [
    'Le service de licences du Bureau à distance exécute du code',
    'Débordement de tas atteignable sans compte quand le rôle est installé.',
  ],
  'CVE-2024-43572': [
    'Une console de gestion piégée exécute du code sous Windows',
    'Un fichier MSC ouvert par un utilisateur suffit.',
  ],
  'CVE-2024-30088': [
    'Le noyau de Windows : une course donne les droits du système',
    'Un compte local obtient tous les droits sur la machine.',
  ],
  'CVE-2024-22120': [
    'Zabbix : une injection SQL dans le journal d’audit',
    'Un compte simple lit la base puis peut exécuter du code.',
  ],
  'CVE-2024-29889': [
    'GLPI : une injection SQL par les recherches enregistrées',
    'Un compte authentifié modifie un autre compte et en prend le contrôle.',
  ],
  'CVE-2024-27096': [
    'GLPI : une injection SQL par le moteur de recherche',
    'Un compte authentifié extrait la base de données.',
  ],
  'CVE-2024-43044': [
    'Jenkins : un agent lit les fichiers du contrôleur',
    'La liaison des agents permet de lire des fichiers et, souvent, d’exécuter du code.',
  ],
  'CVE-2024-27130': [
    'QNAP QTS : un débordement livre le serveur de fichiers',
    'Copie sans contrôle de longueur dans une fonction de partage.',
  ],
  'CVE-2024-1874': [
    'PHP sous Windows : échapper les arguments ne suffit pas',
    'Le lancement d’un fichier de commandes permet d’exécuter des commandes.',
  ],
  'CVE-2024-2756': [
    'PHP : un cookie non sûr se fait passer pour sûr',
    'Un préfixe de nom mal reconnu contourne une protection des cookies.',
  ],
  'CVE-2024-24549': [
    'Tomcat : des requêtes HTTP/2 épuisent le serveur',
    'Une requête refusée trop tard consomme des ressources.',
  ],
  'CVE-2024-7971': [
    'Chrome : une confusion de types dans le moteur JavaScript',
    'Une page piégée déforme la mémoire du navigateur.',
  ],
  'CVE-2024-7965': [
    'Chrome : une mauvaise implémentation de V8 corrompt la mémoire',
    'Une page piégée exploite le moteur JavaScript.',
  ],
  'CVE-2024-37891': [
    'urllib3 transmet l’en-tête d’autorisation du relais',
    'Un en-tête destiné au relais suit une redirection vers un autre site.',
  ],
  'CVE-2024-28849': [
    'follow-redirects transmet l’autorisation au relais suivant',
    'L’en-tête Proxy-Authorization n’est pas retiré quand l’hôte change.',
  ],
  'CVE-2024-37890': [
    'ws tombe avec trop d’en-têtes',
    'Une requête aux en-têtes trop nombreux arrête le serveur.',
  ],
  'CVE-2024-39338': [
    'axios appelle un autre hôte que prévu',
    'Une adresse relative est prise pour une adresse complète : requêtes vers l’intérieur.',
  ],
  'CVE-2024-34351': [
    'Next.js relaie des requêtes choisies par le visiteur',
    'Une redirection d’action serveur suit l’en-tête Host.',
  ],
  'CVE-2024-1597': [
    'Le pilote PostgreSQL pour Java laisse injecter du SQL',
    'En mode d’interrogation simple, un paramètre négatif forme un commentaire.',
  ],
  'CVE-2024-25710': [
    'commons-compress boucle sur une archive déformée',
    'La lecture d’un fichier DUMP ne finit pas.',
  ],
  'CVE-2024-22243': [
    'Spring ouvre des redirections par une URL mal lue',
    'Un hôte validé puis utilisé peut être différent.',
  ],
};

/** CERT-FR's notices on these products: reference, dates and CVE ids are facts, titles and products are in our words. */
export const AVIS = {
  'CERTFR-2023-AVI-0803': [
    'Confluence : un inconnu crée un administrateur',
    ['Atlassian', 'Confluence', 'Confluence Data Center et Server versions 8.4.x antérieures à 8.4.3'],
  ],
  'CERTFR-2023-AVI-0885': [
    'vCenter : exécution de code par le réseau',
    ['VMware', 'vCenter Server', 'vCenter Server versions 8.0.x antérieures à 8.0U2'],
  ],
  'CERTFR-2024-AVI-0040': [
    'Confluence et Jira : exécution de code sans compte',
    ['Atlassian', 'Confluence', 'Confluence Data Center versions 8.5.x antérieures à 8.5.5'],
  ],
  'CERTFR-2024-AVI-0085': [
    'Ivanti Connect Secure : requêtes relayées et droits élevés',
    ['Ivanti', 'Connect Secure', 'Connect Secure versions 9.x et 22.x sans le dernier correctif'],
  ],
  'CERTFR-2024-AVI-0154': [
    'Spring Framework : redirections ouvertes',
    ['Spring', 'Spring Framework', 'Spring Framework versions 6.1.x antérieures à 6.1.4'],
  ],
  'CERTFR-2024-AVI-0157': [
    'Pilote JDBC de PostgreSQL : injection SQL',
    ['PostgreSQL', 'PostgreSQL JDBC', 'PostgreSQL JDBC versions 42.6.x antérieures à 42.6.1'],
  ],
  'CERTFR-2024-AVI-0218': [
    'Tomcat : déni de service par HTTP/2',
    ['Apache', 'Tomcat', 'Tomcat versions 9.x antérieures à 9.0.86'],
  ],
  'CERTFR-2024-AVI-0231': ['GLPI : injections SQL', ['GLPI', 'GLPI', 'GLPI versions antérieures à 10.0.13']],
  'CERTFR-2024-AVI-0274': [
    'Serveur HTTP d’Apache : déni de service par HTTP/2',
    ['Apache', 'HTTP Server', 'HTTP Server versions antérieures à 2.4.59'],
  ],
  'CERTFR-2024-AVI-0300': [
    'PHP : exécution de commandes et cookies falsifiés',
    ['PHP', 'PHP', 'PHP versions 8.1.x antérieures à 8.1.28'],
  ],
  'CERTFR-2024-AVI-0307': [
    'PAN-OS : commandes exécutées par GlobalProtect',
    ['Palo Alto Networks', 'PAN-OS', 'PAN-OS versions 10.2.x antérieures à 10.2.9-h1'],
  ],
  'CERTFR-2024-AVI-0369': [
    'GLPI : injections SQL',
    ['GLPI', 'GLPI', 'GLPI versions postérieures à 9.3.0 et antérieures à 10.0.15'],
  ],
  'CERTFR-2024-AVI-0428': [
    'QNAP QTS : débordements de mémoire',
    ['Qnap', 'QTS', 'QTS versions 5.1.x antérieures à 5.1.7.2770 build 20240520'],
  ],
  'CERTFR-2024-AVI-0449': [
    'Check Point : lecture de fichiers de la passerelle',
    [
      'Check Point',
      'Quantum Security Gateway',
      'Quantum Security Gateway versions R81.10, R81.20 sans le dernier correctif',
    ],
  ],
  'CERTFR-2024-AVI-0468': [
    'PHP sous Windows : exécution de code',
    ['PHP', 'PHP', 'PHP versions 8.1.x antérieures à 8.1.29'],
  ],
  'CERTFR-2024-AVI-0519': [
    'ESXi et vCenter : contournement de l’authentification',
    ['VMware', 'ESXi', 'ESXi versions 8.0.x sans le correctif ESXi80U3-24022510'],
  ],
  'CERTFR-2024-AVI-0531': [
    'OpenSSH : exécution de code par une course',
    ['OpenSSH', 'OpenSSH', 'OpenSSH versions 8.5p1 à 9.7p1'],
  ],
  'CERTFR-2024-AVI-0714': [
    'Web Help Desk : mot de passe inscrit en dur',
    ['SolarWinds', 'Web Help Desk', 'Web Help Desk versions antérieures à 12.8.3 HF2'],
  ],
  'CERTFR-2024-AVI-0742': [
    'Zimbra : exécution de commandes par un courriel',
    ['Synacor', 'Zimbra Collaboration', 'Zimbra Collaboration versions antérieures à 9.0.0 Patch 41'],
  ],
  'CERTFR-2024-AVI-0917': [
    'FortiManager : équipements acceptés sans authentification',
    ['Fortinet', 'FortiManager', 'FortiManager versions 7.4.x antérieures à 7.4.5'],
  ],
};
export const ALERTES = {
  'CERTFR-2024-ALE-001': 'Ivanti Connect Secure : exploitation en cours',
  'CERTFR-2024-ALE-004': 'FortiOS : exploitation du VPN SSL',
  'CERTFR-2024-ALE-006': 'PAN-OS : exploitation de GlobalProtect',
  'CERTFR-2024-ALE-008': 'Check Point : exploitation de la passerelle',
  'CERTFR-2024-ALE-009': 'OpenSSH : exécution de code à distance (regreSSHion)',
  'CERTFR-2024-ALE-014': 'FortiManager : exploitation en cours',
};
